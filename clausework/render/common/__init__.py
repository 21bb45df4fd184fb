"""What the renderers share: templates, letterhead, pictures, and the tree that pandoc writes.

Nothing here is of one format alone.
"""
