"""The planner: the values, rules, file and products of a conference, without Qt."""

VERSION = "0.1.0"
"""The version of Estrad; the package takes it from here."""
