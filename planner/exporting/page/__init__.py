"""The programme as a web page: one file that asks nothing of anybody, complete without script."""
