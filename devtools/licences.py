"""Write THIRD_PARTY.txt: every library the program ships with, its version, licence and licence text.

Run by `dev.py lock` inside .venv. Not for the tools of the developers, which are not shipped.
"""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

HEADER = """SLLアシストが使っているほかの方のソフトウェア
========================================

Qt と PySide6（Qt for Python）{qt}
  GNU Lesser General Public License 3.0 の条件で使っています（本文は LICENSES/LGPL-3.0.txt と LICENSES/GPL-3.0.txt）。
  手を加えていません。Qt のファイルは差し替えられる形（フォルダー内の個別のファイル）で入っています。
  ソースコード: https://download.qt.io/official_releases/QtForPython/pyside6/
                https://download.qt.io/official_releases/qt/
Python
  Python Software Foundation License（本文は LICENSES/Python-3.11.txt）。
PyInstaller の起動部分（1つのフォルダーにまとめた版だけ）
  GPL 2.0 と、作ったプログラムの配布を自由に認める例外条項。 https://pyinstaller.org/
文字（BIZ UDPゴシック、Noto Sans JP）
  SIL Open Font License 1.1（本文は resources/fonts/ の中）。

以下は Python のライブラリです。

"""


def shipped() -> list[str]:
    """The distributions the program needs to run, in alphabetical order: those of pyproject.toml and what they need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: set[str] = set()
    todo = list(project["dependencies"])
    while todo:
        requirement, _, marker = todo.pop().partition(";")
        name = re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~ (]", requirement)[0]).lower()
        if "extra" not in marker and name not in found:
            found.add(name)
            todo += metadata.requires(name) or []
    return sorted(found)


def text_of(content: bytes) -> str:
    """A licence file's text; a few are older than UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def licence_texts(name: str) -> str:
    """All licence and notice files of one distribution, one after the other."""
    texts = []
    for file in metadata.files(name) or []:
        words = file.as_posix().lower()
        if ".dist-info/" in words and any(word in words for word in ("licen", "copying", "notice", "authors")):
            texts.append(f"--- {file.name}\n\n{text_of(file.read_binary()).strip()}\n")
    spare = ROOT / "LICENSES" / f"{name}.txt"  # for a wheel that brings none
    if not texts and spare.exists():
        texts.append(spare.read_text(encoding="utf-8"))
    return "\n".join(texts) or "（本文は LICENSES/ の中にあります）\n"


def entry(name: str) -> str:
    """Heading and licence of one distribution."""
    facts = metadata.metadata(name)
    licence = facts["License-Expression"] or (facts["License"] or "").split("\n")[0]
    urls = [facts["Home-page"] or "", *(url.split(",", 1)[1].strip() for url in facts.get_all("Project-URL") or [])]
    heading = f"{facts['Name']} {facts['Version']}  {licence}\n{next((url for url in urls if url), '')}"
    return f"{'=' * 100}\n{heading}\n\n{licence_texts(name)}"


def main() -> None:
    """Write the file at the root of the project."""
    text = HEADER.format(qt=metadata.version("PySide6-Essentials")) + "\n".join(entry(name) for name in shipped())
    lines = [line.rstrip() for line in text.splitlines()]
    (ROOT / "THIRD_PARTY.txt").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
