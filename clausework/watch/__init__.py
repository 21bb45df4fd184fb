"""Whether a publisher of law or guidance has something newer than the register.

This package never changes the register, and a build never calls it.
"""
