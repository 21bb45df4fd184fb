"""Decide what must be built, build it in workers, and preview it.

`render` and `templates` decide what outputs look like, `publish` where they are.
"""
