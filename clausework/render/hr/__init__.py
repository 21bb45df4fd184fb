"""HR's own pages over all policies and schools, their tables and calendars, and notices.

Of these only the notices are shown to schools.
"""
