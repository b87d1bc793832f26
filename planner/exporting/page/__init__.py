"""The programme as a web page that loads nothing from elsewhere and is complete without its script."""
