"""Importing files, tables and lists: matching columns to fields, and reviewing the plan before it is applied."""
