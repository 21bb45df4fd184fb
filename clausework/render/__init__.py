"""Documents to web pages, PDF and Word: a module a format."""
