"""What was built, by content and by sources, in `.clausework/`.

Deleting all of it is always safe: it is not a record of anything.
"""
