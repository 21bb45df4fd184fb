"""Compare two documents of one policy as typed changes, and make the redline that shows them.

Pure, and independent of how a change is shown: formats belong in `render`.
"""
