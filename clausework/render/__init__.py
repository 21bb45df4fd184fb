"""Render documents as web pages, PDF and Word: one package for each format."""
