"""How long one cell takes from the key to the screen in a large case: `python benchmarks/edit_speed.py`.

The case of `ledger_speed.py` (19,200 bill figures) is open on its page of bills. A figure is typed into one cell; what is
measured is the edit, everything that follows from it, and the page painted anew, totals included, with what is remembered of
the case before, and once more with everything computed from the start. Times are CPU times of this process. Prints how many
frames of a 60 Hz screen each takes, their ratio, and the peak memory; asserts only that both show the same.
"""

import gc
import os
import resource
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from ledger_speed import TODAY, anew, large_case
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sllassist.flow.pages import HUB, Place
from sllassist.knowledge import load_knowledge
from sllassist.store.session import CaseSession
from sllassist.ui import theme
from sllassist.ui.app import speak_japanese
from sllassist.ui.model import AppModel
from sllassist.ui.pages.bills import BillsPage
from sllassist.ui.pages.hub import HubPage
from sllassist.ui.pages.result import ResultPage
from sllassist.ui.window import Window

EDITS, FULL = 24, 6
FRAME_MS = 1000 / 60
YEAR = 2025


def painted(window: Window) -> None:
    """Lays out and paints what has changed."""
    QApplication.processEvents()
    window.grab()


class Model(AppModel):
    """An open case that can forget what it knows."""

    def forget(self) -> None:
        """Nothing is remembered of the case before."""
        self._assessment = None


class Bench:
    """The window with the large case."""

    def __init__(self) -> None:
        case = large_case()
        self.model = Model(CaseSession.create(case=case), load_knowledge(), TODAY)
        self.window = Window(self.model)
        self.window.resize(1366, 768)
        self.window.show()

    def show(self, place: Place) -> object:
        """Goes to a place."""
        self.window.show_place(place)
        painted(self.window)
        return self.window.page_body

    def edit(self, page: BillsPage, run: int) -> None:
        """Types a figure a little larger into one cell, as when a digit is mended."""
        table = page.grid.view.table
        row, column = run % 12, run % len(table.columns)
        old = Decimal(str(table.data(table.index(row, column), Qt.ItemDataRole.EditRole)))
        assert table.type_text(row, column, f"{old + 1}")

    def carried_ms(self, page: BillsPage) -> list[float]:
        """From the edit to the painted page, with what is remembered."""
        took = []
        for run in range(EDITS):
            gc.collect()
            start = time.process_time()
            self.edit(page, run)
            QApplication.processEvents()
            took.append((time.process_time() - start) * 1000)
            painted(self.window)
        return took

    def full_ms(self, page: BillsPage) -> list[float]:
        """The same with nothing remembered: every record is another object."""
        took = []
        for _ in range(FULL):
            fresh = anew(self.model.case)
            gc.collect()
            self.model.forget()
            start = time.process_time()
            self.model.edit(fresh, "bench")
            QApplication.processEvents()
            took.append((time.process_time() - start) * 1000)
            painted(self.window)
        return took


def line(name: str, took: list[float]) -> None:
    """Best and middle of several runs."""
    best, middle = min(took), sorted(took)[len(took) // 2]
    print(f"{name}: best {best:.1f} ms ({best / FRAME_MS:.2f} frames), middle {middle:.1f} ms ({middle / FRAME_MS:.2f} frames)")


def main() -> None:
    """Prints the ratios."""
    app = QApplication(sys.argv[:1])
    speak_japanese(app)
    theme.apply_theme(app, 1.0)
    with tempfile.TemporaryDirectory() as home:
        os.environ["SLLASSIST_HOME"] = str(Path(home))
        bench = Bench()
        page = bench.show(Place("bills", YEAR))
        assert isinstance(page, BillsPage)
        carried = bench.carried_ms(page)
        shown = page.sums.plain
        full = bench.full_ms(page)
        assert page.sums.plain == shown
        print("50 sites × 4 years × 12 months × 8 energies, one cell edited on the page of bills")
        line("  remembered", carried)
        line("  from the start", full)
        print(f"  ratio of remembered to from the start: {min(carried) / min(full):.3f}")
        for name, place, kind in (("list of tasks", HUB, HubPage), ("results", Place("result"), ResultPage)):
            start = time.process_time()
            assert isinstance(bench.show(place), kind)
            print(f"  going to the {name} afterwards: {(time.process_time() - start) * 1000:.0f} ms")
        print(f"  peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        bench.model.close()
        bench.window.close()


if __name__ == "__main__":
    main()
