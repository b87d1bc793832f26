"""The forms as data: the fields of each type of thing, with their editors and the changes that they make."""
