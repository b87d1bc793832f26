"""The building blocks of the window that know no conference: theme, editors, widgets, dialogs and pictures."""
