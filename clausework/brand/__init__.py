"""Make a school's colours readable, and check and clean its logo.

This package knows nothing of policies and draws no pages.
"""
