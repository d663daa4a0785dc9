"""Makes the blank workbooks of forms/nagano_sll anew:  python forms/build/nagano_sll.py [folder]

Layouts are our own; the labels of 様式1号 are those of the prefecture's explanatory slides of 2018, as far as known.
The cells of the fields are given by the maps beside the blanks; the build stops where both differ.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import nagano_energy
import nagano_form1
import nagano_papers
from openpyxl import Workbook
from sheetkit import Page, check, new_workbook, save

from sllassist.documents.forms import FormMap, load_map

HERE = Path(__file__).resolve().parent
BUILDERS: dict[str, Callable[[Workbook, FormMap], list[Page]]] = {
    "form1": nagano_form1.build,
    "form2": nagano_papers.build_form2,
    "form3": nagano_papers.build_form3,
    "energy_summary": nagano_energy.build,
}


def main(folder: Path) -> int:
    """Build all blanks into `folder`; 1 where a map does not fit."""
    failed = 0
    for form_id, builder in BUILDERS.items():
        form = load_map(HERE.parent / "nagano_sll" / f"{form_id}.toml")
        book = new_workbook()
        wrong = check(form, builder(book, form))
        for line in wrong:
            print(f"{form_id}.{line}")
        failed |= bool(wrong)
        save(book, form.title, folder / form.workbook)
    return failed


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "nagano_sll"))
