"""Policies that come as files of other programs, read as data for a version.

Nothing here writes a file, and nothing that a file says is believed: what it names is not fetched,
and what is too large, too deep or damaged is refused with a reason.
"""
