"""The format of our own workbook: the names of its sheets, their columns, and the form of values in cells."""
