"""Which command was asked for, and what to say when it cannot be carried out.

What a command does belongs in `commands`.
"""
