"""Our own workbook: what its sheets are called, which columns they have, and how a value stands in a cell."""
