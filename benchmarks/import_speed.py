"""How long imports take against the least that any import must do: `python benchmarks/import_speed.py`.

Prints one line per kind of file: seconds of the floor, seconds from file to preview, their ratio, and the peak memory of a
process that does only this. The floor of a CSV file is `csv.reader` over it with `Decimal` of its figures; of a workbook,
calamine's own reading of all its cells. Each number is the best of several runs, in CPU time of this process, so that
other work on the machine matters less; nothing is asserted.
"""

from __future__ import annotations

import argparse
import csv
import random
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import python_calamine
from openpyxl import Workbook

from sllassist.case.model import Case, Site
from sllassist.importers import apply_mapping, propose, read_source
from sllassist.knowledge import load_knowledge

if TYPE_CHECKING:
    from collections.abc import Callable

SITES, RUNS = 50, 9
ENERGIES = (
    ("電気", "kWh"), ("都市ガス", "m3"), ("LPガス", "kg"), ("ガソリン", "L"), ("軽油", "L"), ("灯油", "L"), ("A重油", "kL"), ("LNG", "t"),
)  # fmt: skip
HEADINGS = ("年月", "事業所名", "エネルギー種別", "使用量", "単位", "金額(円)", "備考")
LIMITS = {"csv": 3, "csv_commas": 3, "xlsx": 2, "xlsx_wide": 2, "xlsx_wide_tenths": 2}


def rows(count: int) -> list[tuple[str, str, str, str, str, str, str]]:
    """Bills of 50 sites with 8 energies each, month by month, as text."""
    dice = random.Random(count)
    found = []
    for number in range(count):
        month, use = divmod(number, SITES * len(ENERGIES))
        site, energy = divmod(use, len(ENERGIES))
        name, unit = ENERGIES[energy]
        figure = f"{dice.randrange(10**6) / 10:.1f}"
        found.append(
            (
                f"{2000 + month // 12}/{month % 12 + 1:02}",
                f"事業所{site:02}",
                name,
                figure,
                unit,
                str(dice.randrange(10**6)),
                "",
            )
        )
    return found


def make_csv(path: Path, *, commas: bool = False) -> None:
    """100,000 rows in cp932."""
    with path.open("w", encoding="cp932", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        for row in rows(100_000):
            shown = (f"{Decimal(row[3]):,}", row[4], f"{int(row[5]):,}") if commas else row[3:6]
            writer.writerow((*row[:3], *shown, row[6]))


def make_half_hours(path: Path) -> None:
    """100,000 half-hour values of one meter: 5.7 years."""
    dice = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("日時", "使用電力量(kWh)", "備考"))
        for number in range(100_000):
            day, slot = divmod(number, 48)
            stamp = time.strftime("%Y/%m/%d", time.gmtime(day * 86_400 + 1_400_000_000))
            writer.writerow((f"{stamp} {slot // 2:02}:{slot % 2 * 30:02}", f"{dice.randrange(1000) / 10:.1f}", ""))


def make_xlsx(path: Path) -> None:
    """240,000 cells: 24,000 rows of ten columns."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("一覧")
    sheet.append([*HEADINGS[:6], "電力会社", "契約種別", "備考", "担当"])
    for row in rows(24_000):
        sheet.append(
            [row[0], row[1], row[2], float(row[3]), row[4], int(row[5]), "中部電力ミライズ", "高圧", "", "総務"]
        )
    book.save(path)


def make_wide_xlsx(path: Path, *, tenths: bool = False) -> None:
    """240,000 cells: twenty sheets of years, sites and energies down, months across."""
    book = Workbook(write_only=True)
    dice = random.Random(2)
    for year in range(2004, 2024):
        sheet = book.create_sheet(f"{year}年度")
        sheet.append(
            [
                "事業所名",
                "エネルギー種別",
                "単位",
                *(f"{month}月" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)),
                "合計",
            ]
        )
        for number in range(800):
            name, unit = ENERGIES[number % 8]
            values = [dice.randrange(10_000) for _ in range(12)]
            shown = [value / 10 for value in values] if tenths else values
            sheet.append([f"事業所{number // 8:02}", name, unit, *shown, sum(values) / 10 if tenths else sum(values)])
    book.save(path)


FILES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "csv": ("CSV 100,000 rows", make_csv),
    "csv_commas": ("CSV 100,000 rows, thousands separated", lambda path: make_csv(path, commas=True)),
    "half_hours": ("CSV 100,000 half-hour values", make_half_hours),
    "xlsx": ("xlsx 240,000 cells, long", make_xlsx),
    "xlsx_wide": ("xlsx 240,000 cells, months across", make_wide_xlsx),
    "xlsx_wide_tenths": ("xlsx 240,000 cells, months across, tenths", lambda path: make_wide_xlsx(path, tenths=True)),
}


def floor_csv(path: Path, columns: tuple[int, ...], encoding: str) -> None:
    """What reading the rows and their figures takes at least."""
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(stream)
        next(reader)
        for row in reader:
            for column in columns:
                Decimal(row[column].replace(",", ""))


def floor_xlsx(path: Path) -> None:
    """What calamine's reading of all cells takes."""
    with python_calamine.load_workbook(path) as book:
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def floor_of(kind: str, path: Path) -> Callable[[], None]:
    """The floor of a kind of file."""
    if kind.startswith("xlsx"):
        return lambda: floor_xlsx(path)
    return lambda: floor_csv(
        path, (1,) if kind == "half_hours" else (3, 5), "utf-8" if kind == "half_hours" else "cp932"
    )


def import_of(path: Path, sites: int) -> Callable[[], int]:
    """From the file to the preview; the number of figures in it."""
    knowledge = load_knowledge()
    case = Case(sites=tuple(Site(id=f"s{number}", name=f"事業所{number:02}") for number in range(sites)))
    apply_mapping(
        propose(read_source("年月\t電気(kWh)\n2024/4\t1\n2024/5\t1", "a"), knowledge, case)
    )  # loads what is loaded once

    def run() -> int:
        preview = apply_mapping(propose(read_source(path), knowledge, case))
        assert not preview.questions, [question.text for question in preview.questions]
        return len(preview.records)

    return run


def best(*works: Callable[[], object]) -> list[float]:
    """Seconds of the best run of each; they take turns, so that a busy moment of the computer hits all alike."""
    fastest = [1e9] * len(works)
    for _ in range(RUNS):
        for place, work in enumerate(works):
            start = time.process_time()
            work()
            fastest[place] = min(fastest[place], time.process_time() - start)
    return fastest


def peak_megabytes() -> int:
    """Most memory this process has had; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    return (
        int(
            next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM")).split()[
                1
            ]
        )
        // 1024
    )


def measure(kind: str, path: Path, *, memory_only: bool) -> None:
    """Measure one file in this process."""
    run = import_of(path, 1 if kind == "half_hours" else 100 if kind.startswith("xlsx_wide") else SITES)
    if memory_only:
        run()
        print(peak_megabytes())
        return
    floor, taken = best(floor_of(kind, path), run)
    name, count = FILES[kind][0], run()
    limit = f"(at most {LIMITS[kind]})" if kind in LIMITS else ""
    once = subprocess.run(
        [sys.executable, __file__, "--memory", kind, str(path)], capture_output=True, text=True, check=True
    )
    print(
        f"{name:<40} floor {floor:6.3f} s   preview {taken:6.3f} s   ratio {taken / floor:5.2f} {limit:<11}   "
        f"figures {count:>7,}   peak {once.stdout.strip()} MB"
    )


def main() -> None:
    """Make the files, measure them one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=list(FILES))
    parser.add_argument("--memory", nargs=2, metavar=("KIND", "FILE"))
    told = parser.parse_args()
    if told.memory:
        measure(told.memory[0], Path(told.memory[1]), memory_only=True)
        return
    with tempfile.TemporaryDirectory() as scratch:
        for kind in told.kinds:
            path = Path(scratch) / f"{kind}.{'xlsx' if kind.startswith('xlsx') else 'csv'}"
            FILES[kind][1](path)
            measure(kind, path, memory_only=False)


if __name__ == "__main__":
    main()
