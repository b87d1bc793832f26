"""Readers of single cells of a table (times, people, talks) and of the headings of its columns."""
