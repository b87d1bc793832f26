"""The start page, and the dialogs for a new conference and the next edition."""
