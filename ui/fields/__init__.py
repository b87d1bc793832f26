"""The forms as data: which fields a thing has, what edits them, and what an edit does."""
