"""Frozen values of what HR and schools keep, and `Document`, a version as one school has it.

This package reads and writes no files, and does not decide what a school prints.
"""
