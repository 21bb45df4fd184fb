"""Two documents of one policy compared as typed changes, and the redline that shows them.

Pure, and without a word of how a change is shown: formats belong in `render`.
"""
