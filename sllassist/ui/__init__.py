"""The window: the only place where PySide6 may be imported. Shows the Case and what follows from it, takes edits.

Not for: anything a test would want to compute without a screen.
"""
