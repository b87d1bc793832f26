"""The main window: menus, navigation and wiring; the only package that connects the features."""
