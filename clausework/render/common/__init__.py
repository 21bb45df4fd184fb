"""What the renderers share: templates, letterhead, pictures, and the tree that pandoc writes.

Nothing in this package is for one format only.
"""
