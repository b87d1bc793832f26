"""Colours, fonts, icons and painting, and the language in which a window is presented."""
