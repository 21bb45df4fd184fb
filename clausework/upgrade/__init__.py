"""A school's local changes carried to another version: lineage, three-way merge, conflicts.

Pure: what a school decides about a conflict is written by `authoring`.
"""
