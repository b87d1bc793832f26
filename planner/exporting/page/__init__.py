"""The programme as a web page: one file that loads nothing from elsewhere and is complete without its script."""
