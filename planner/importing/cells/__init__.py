"""Readers of single table cells (times, people, talks) and of column headings."""
