"""Makes the blank workbooks of every scheme anew:  python forms/build/make.py [folder]

Layouts are our own. A scheme's module beside this one, named as its folder in `forms/`, offers BUILDERS: form → what lays it
out. The cells of the fields are given by the maps in the scheme's folder; the build stops where both differ.
"""

import importlib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook
from sheetkit import Page, check, new_workbook, save

from sllassist.documents.forms import FormMap, load_map

HERE = Path(__file__).resolve().parent
Builder = Callable[[Workbook, FormMap], list[Page]]


def make(scheme: str, builders: Mapping[str, Builder], folder: Path) -> list[str]:
    """Build a scheme's blanks into `folder`; where maps and sheets differ."""
    wrong = []
    for form_id, builder in builders.items():
        form = load_map(HERE.parent / scheme / f"{form_id}.toml")
        book = new_workbook()
        wrong += [f"{scheme}/{form_id}.{line}" for line in check(form, builder(book, form))]
        folder.mkdir(parents=True, exist_ok=True)
        save(book, form.title, folder / form.workbook)
    return wrong


def main(out: Path) -> int:
    """Build the blanks of all schemes into `out`, a folder for each; 1 where a map does not fit."""
    wrong = []
    for folder in sorted(path for path in HERE.parent.iterdir() if (HERE / f"{path.name}.py").is_file()):
        wrong += make(folder.name, importlib.import_module(folder.name).BUILDERS, out / folder.name)
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent))
