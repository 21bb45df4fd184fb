"""A school's colours made readable, and its logo checked and cleaned.

Nothing here knows of policies, and nothing draws pages.
"""
