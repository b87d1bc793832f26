"""Printed products: one file for each, producing pages of marks in millimetres."""
