"""Edit policy and school files in place, record decisions in them, and draft new ones.

The only package that writes files of `policy/` and `schools/`; outputs are written by `build`.
"""
