"""The files of a root, read once: YAML with positions, problems and places, atomic writes.

This package knows nothing of policies.
"""
