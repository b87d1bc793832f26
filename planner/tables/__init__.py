"""Safe reading of other programs' tables: the values of all cells, without interpreting them."""
