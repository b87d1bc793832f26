"""The format of Estrad's workbook: the names of its sheets, their columns, and the form of values in cells."""
