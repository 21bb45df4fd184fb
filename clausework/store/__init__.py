"""What was built, kept by its content and by what it came from, in `.clausework/`.

Deleting all of it is always safe: nothing here is a record of anything.
"""
