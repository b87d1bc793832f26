"""The forms as data: the fields of each type of entity, their editors and the changes that edits make."""
