"""The building blocks of the user interface that are independent of a conference: theme, editors, widgets and so on."""
