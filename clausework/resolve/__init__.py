"""A policy, a version and a school made into a `Document`, local changes carried out.

Pure: no files, no comparison of versions, no words of a reader's page.
"""
