"""Frozen values of what HR and schools keep, and `Document`, a version as one school has it.

No file is read or written here, and nothing decides what a school prints.
"""
