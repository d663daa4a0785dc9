"""The program's one entrance: `sllassist …`, `python -m sllassist …`. Joins the command line and the window.

Not for: anything else.
"""

import datetime as dt
import os
import sys
from pathlib import Path

from sllassist.cli.main import main as run


class _Screens:
    """The window side, imported only when it is wanted."""

    def open_window(self, file: Path | None, as_of: dt.date) -> int:
        from sllassist.ui.app import main as show

        return show(file, as_of)

    def draw(self, file: Path, out: Path, as_of: dt.date) -> list[Path]:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from sllassist.ui.snapshots import render

        return render(file, out, as_of)


def main() -> int:
    """Runs the program with the arguments of this process."""
    return run(sys.argv[1:], _Screens(), dt.date.today())


if __name__ == "__main__":
    sys.exit(main())
