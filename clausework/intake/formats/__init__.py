"""The formats of files that are imported: Word by itself, the others by way of pandoc."""
