"""Tables for people and for other programs: lists, the workbook of everything, layouts of event apps."""
