"""`sllassist pack make|check`: makes a pack of newer tables, and says what one would change before it is taken in.

Not for: what a pack is and when it is refused (`sllassist.knowledge.packs`).
"""

import json
import sys
from pathlib import Path

from sllassist.emissions.changes import Change
from sllassist.emissions.updates import YearDifference, differences
from sllassist.knowledge import load_knowledge
from sllassist.knowledge.pack_faults import PackError
from sllassist.knowledge.packs import Pack, make_pack, preview, read_info, read_pack
from sllassist.store.casefile import read_case

DONE, REFUSED = 0, 2


def _words(change: Change) -> str:
    return f"{change.label}　{change.before:,.1f} {change.unit} → {change.after:,.1f} {change.unit}"


def _refuse(problem: PackError) -> int:
    for line in [fault.text for fault in problem.faults] or [str(problem)]:
        print(line, file=sys.stderr)
    return REFUSED


def _print(pack: Pack, found: tuple[YearDifference, ...] | None) -> None:
    info = pack.info
    print(f"{info.title}（{info.id}、{info.made_on} 作成、{len(pack.files)}個の表）")
    for change in info.changes:
        print(f"  ・{change}")
    if found is None:
        return
    print("\n■ このファイルの結果の変わり方" if found else "\nこのファイルの結果は変わりません。")
    for year in found:
        for total in year.changes:
            print(f"  {year.fiscal_year}年度　{_words(total)}")
        for reason in year.reasons:
            print(f"    {reason}")


def make(folder: Path, out: Path) -> int:
    """`pack make`: a pack from a folder of tables; every fault of the tables in a line of its own."""
    try:
        pack = make_pack(folder, out, read_info(folder))
    except PackError as problem:
        return _refuse(problem)
    _print(pack, None)
    print(f"作りました：{out}")
    return DONE


def check(file: Path, case_file: Path | None, *, as_json: bool) -> int:
    """`pack check`: whether a pack can be used, and what it would change in a case. Raises InputProblem for a bad case file."""
    current = load_knowledge()
    try:
        pack = read_pack(file)
        found = None
        if case_file is not None:
            with preview(pack, current) as new:
                found = differences(current, new, read_case(case_file))
    except PackError as problem:
        return _refuse(problem)
    if as_json:
        print(json.dumps(_as_json(pack, found), ensure_ascii=False, indent=2))
    else:
        _print(pack, found)
    return DONE


def _as_json(pack: Pack, found: tuple[YearDifference, ...] | None) -> dict[str, object]:
    years = [
        {
            "fiscal_year": year.fiscal_year,
            "changes": [{"figure": c.figure, "before": str(c.before), "after": str(c.after), "unit": c.unit} for c in year.changes],
            "reasons": list(year.reasons),
        }
        for year in found or ()
    ]
    return {"pack": pack.info.model_dump(mode="json"), "differences": None if found is None else years}
