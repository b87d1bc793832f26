"""The window: menus, navigation and wiring, the one place where features meet."""
