"""Papers: fills workbooks without disturbing the rest of them, draws the same sheets as PDF, and lists what is sent to whom.

Not for: what stands in a paper (`sllassist.schemes`), and for screens.
"""
