"""What was decided, as it is on record: records of approvals, corrections of decisions, their days.

Pure values; files are read by `workspace` and written by `authoring`.
"""
