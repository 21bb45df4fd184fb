"""Put outputs in place as a whole, list them in the manifest, and verify them.

The only package that writes outputs; `build` makes their contents.
"""
