"""Building blocks of the window that know nothing of conferences: dialogs, editors, pictures, theme and widgets."""
