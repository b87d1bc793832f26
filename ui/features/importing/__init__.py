"""Importing files, tables and lists: columns, plan and progress."""
