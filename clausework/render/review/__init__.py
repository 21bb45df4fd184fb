"""Board packs: the first page, the marked-up text and its reasons.

`query` determines what a governing body is asked.
"""
