"""Exports tables: lists, the workbook of the whole conference, and the layouts of event apps."""
