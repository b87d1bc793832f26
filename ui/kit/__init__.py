"""Building blocks of the window that need no open conference: dialogs, editors, pictures, theme and widgets."""
