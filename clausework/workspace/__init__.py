"""A root as validated values: schema, policies, schools.

What is asked about a workspace belongs in `query`, what may be wrong with it in `checks`.
"""
