"""The command line: for advisors with many files, and for tests. Not for: windows."""
