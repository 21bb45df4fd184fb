"""Documents as PDF: calls of the typst templates, and typst itself.

The only caller of typst; the look is in `templates/pdf/`.
"""
