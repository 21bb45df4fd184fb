"""A root as validated values: schema, policies, schools.

Questions about a workspace belong in `query`, its faults in `checks`.
"""
