"""Documents as PDF: calls of the typst templates, and the files that typst reads.

The look is in `templates/pdf/`.
"""
