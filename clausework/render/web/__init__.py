"""Documents as a website or one page, and sites served on this machine.

The only caller of MkDocs; the look is in `templates/web/`.
"""
