"""Make a `Document` of a policy, a version and a school, with local changes applied.

Pure: no files, no comparison of versions, no words of a reader's page.
"""
