"""Lays out the printed documents, programme and run sheets, as pages of marks in millimetres."""
