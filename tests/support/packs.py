"""Folders of tables and packs for tests, made from the program's own tables with one thing changed."""

import datetime as dt
import shutil
from pathlib import Path

from sllassist.knowledge.packs import PackInfo
from sllassist.paths import resource

OWN = resource("knowledge")


def info(**more: object) -> PackInfo:
    """What a pack says about itself, with what a test wants different."""
    told: dict[str, object] = {
        "id": "2026-12-denki", "title": "電気の係数 2026年度", "made_on": dt.date(2026, 12, 25), "valid_from_fy": 2026,
        "min_program": "0.1.0", "changes": ("2026年度の電気の係数を足しました",),
    }  # fmt: skip
    return PackInfo.model_validate({**told, **more})


def tables(folder: Path, *names: str) -> Path:
    """A folder with copies of these tables of the program."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copy(OWN / name, folder / name)
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Replaces a text that stands in the file once."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (path.name, text.count(old))
    path.write_text(text.replace(old, new), "utf-8")


def append(path: Path, *lines: str) -> None:
    """Adds lines at the end."""
    path.write_text(path.read_text("utf-8") + "".join(f"{line}\n" for line in lines), "utf-8")


def year_2026(folder: Path) -> Path:
    """Tables with a complete list of electricity for FY2026 emissions, in which two retailers and 代替値 stand."""
    tables(folder, "electricity.csv", "supplier_tables.csv")
    append(folder / "supplier_tables.csv", "electricity,2026,2025,complete,2027-01-09,,見本の一覧 R7年度実績,確認済,")
    append(
        folder / "electricity.csv",
        "2026,substitute,SUBST,代替値,,0.000410,0.000410,確認済,,",
        "2026,retailer,A0270,中部電力ミライズ(株),メニューA,0.000000,0.000000,確認済,,",
        "2026,retailer,A0270,中部電力ミライズ(株),メニューB(残差),0.000405,0.000401,確認済,,",
        "2026,retailer,A0337,諏訪瓦斯(株),,0.000400,0.000400,確認済,,",
    )
    return folder
