"""Policy as code for schools: one master, each school's own website, PDF and Word copy."""

__version__ = "0.1.0"
