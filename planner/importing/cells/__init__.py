"""What single cells of a table say: of time, of people, of a talk; and what a column's heading means."""
