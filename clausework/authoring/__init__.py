"""Policy and school files edited in place, decisions put into them, and new ones drafted.

The only package that writes files of `policy/` and `schools/`; outputs are written by `build`.
"""
