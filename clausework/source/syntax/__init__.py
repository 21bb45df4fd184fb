"""Where a file that YAML cannot read is at fault: line by line, in words for whoever typed it.

No parser of YAML: it reads only files that one refused, and knows only the forms that files here
have.
"""
