"""Widgets and layouts that any window could use."""
