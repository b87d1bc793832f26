"""Tables for people and other programs: lists, the workbook of everything, layouts of event apps."""
