"""Exports tables: lists, the workbook of the whole conference, and tables that event apps import."""
