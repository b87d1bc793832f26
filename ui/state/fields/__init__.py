"""The forms as data: the fields of each kind of thing, their editors and the changes they make."""
