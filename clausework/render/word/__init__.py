"""Documents as Word copies, with tracked changes and comments.

The look is in `templates/word/`.
"""
