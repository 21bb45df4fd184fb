"""Attempts to break it: properties that hold of whatever chance makes, tried for a short time in
every test run and for as long as is asked by `python3 build.py test --fuzz SECONDS`.
"""
