"""What the firm told us: the Case, its parts, the periods and units they are stated in, and how typed text is read.

Not for: files, schemes, factors or anything computed from them.
"""
