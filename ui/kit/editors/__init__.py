"""Editors for one value each: text, choices, dates, time zones."""
