"""Verbs of the service room."""
