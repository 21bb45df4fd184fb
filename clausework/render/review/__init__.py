"""Board packs: the first page, the marked-up text and its reasons.

What is asked of a governing body is worked out in `query`.
"""
