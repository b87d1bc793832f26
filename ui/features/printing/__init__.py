"""Printing the programme and the run sheet, with a preview."""
