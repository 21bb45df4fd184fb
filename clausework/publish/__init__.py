"""Outputs put in place whole, listed in the manifest, and verified.

The only package that writes outputs; what they hold is made in `build`.
"""
