"""Select the command that was given, and report why one cannot be carried out.

What a command does belongs in `commands`.
"""
