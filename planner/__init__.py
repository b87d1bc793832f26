"""The planner: the values, rules, file and products of a conference, without Qt."""

VERSION = "0.8.0"
"""The version of Estrad and of the package; its second number is the version of the files that Estrad writes."""
