"""Word files as blocks: their parts, the numbers that Word prints, and their text."""
