"""The pages of the window, one file each: `<kind>.py` with one class `<Kind>Page(PageBody)`.

Which page comes when is `sllassist.flow`.
"""
