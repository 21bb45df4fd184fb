"""The files of a root, read once: positioned YAML, problems and their places, whole writes.

Nothing here knows what a policy is.
"""
