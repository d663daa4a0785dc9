"""The pages of the window, one file each. Which page comes when is `sllassist.flow`."""
