"""Which tasks and pages a case needs, in what order, what is done and what is next.

No Qt: the window, the tests and the command line walk the same map.

Not for: how a page looks (`sllassist.ui`), and for rules (`sllassist.schemes`).
"""
