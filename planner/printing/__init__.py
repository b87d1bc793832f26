"""The printed documents: the modules lay out pages of marks in millimetres."""
