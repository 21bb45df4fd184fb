"""What is to be built, workers that build it, and previews of it.

What outputs look like is decided in `render` and `templates/`, their places in `publish`.
"""
