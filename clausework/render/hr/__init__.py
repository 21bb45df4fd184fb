"""HR's own pages over all policies and schools, their tables and calendars, and notices.

Nothing here is shown to schools but the notices.
"""
