"""What the program reads beside its code: fonts, icons, styles and translations."""
