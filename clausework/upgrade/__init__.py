"""Carry a school's local changes over to another version: lineage, three-way merge, conflicts.

Pure: `authoring` writes what a school decides about a conflict.
"""
