"""Exporting tables, and copying people and addresses."""
