"""Where a Case lives between two sittings: the case file, autosave, journal, backups, locks, recovery, recent files.

Not for: what the Case means. Nothing here knows a scheme, a factor or a screen.
"""
