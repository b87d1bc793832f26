"""Editors for single values: text, choices, dates, time zones."""
