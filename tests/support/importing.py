"""What the tests of the importers share: cases to import into, and preview figures in a form to write down by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

from sllassist.case.model import Case, EnergyRecord, EnergySupply, Site
from sllassist.importers import Mapping, Preview, Proposal, apply_mapping, propose, read_source
from sllassist.knowledge import load_knowledge

FILES = Path(__file__).resolve().parents[1] / "importers" / "files"
KNOWLEDGE = load_knowledge()

Line = tuple[str, str, int, int | None, str, str, str | None]
"""Site, energy id, fiscal year, month, quantity, unit, yen."""


def case_with(*names: str, supplies: Iterable[EnergySupply] = (), records: Iterable[EnergyRecord] = ()) -> Case:
    """A case with sites s0, s1 … of these names."""
    sites = tuple(Site(id=f"s{number}", name=name) for number, name in enumerate(names))
    return Case(sites=sites, supplies=tuple(supplies), records=tuple(records))


TWO_SITES = case_with("岡谷工場", "長野工場")


def look(
    source: Path | bytes | str, case: Case = TWO_SITES, answers: dict[str, str] | None = None, *, name: str | None = None,
    remembered: Iterable[Mapping] = (), bulk: bool = True,
) -> Preview:  # fmt: skip
    """The preview of a source; `answers` by a part of a question's key (each must be asked)."""
    proposal = propose(read_source(source, name), KNOWLEDGE, case, remembered)
    choices: dict[str, str] = {}
    unused = dict(answers or {})
    while True:
        preview = apply_mapping(proposal, None, choices, bulk=bulk)
        new = {
            question.key: answer for question in preview.questions for part, answer in (answers or {}).items() if part in question.key
        }  # fmt: skip
        for key in new:
            unused = {part: answer for part, answer in unused.items() if part not in key}
        if not new or new.keys() <= choices.keys():
            assert not unused, f"never asked: {unused}; open: {[question.key for question in preview.questions]}"
            return preview
        choices |= new


def proposal_of(
    source: Path | bytes | str, case: Case = TWO_SITES, name: str | None = None
) -> tuple[Proposal, Callable[[dict[str, str]], Preview]]:
    """The proposal of a source, and what gives its preview for answers."""
    proposal = propose(read_source(source, name), KNOWLEDGE, case)
    return proposal, lambda answers: apply_mapping(proposal, None, answers)


def lines(preview: Preview, case: Case = TWO_SITES) -> list[Line]:
    """The preview's figures, sorted."""
    found: list[Line] = []
    for record in preview.records:
        place = preview.places[record.place]
        site = case.site(place.site_id) if place.site_id else None
        name = (site.name or "") if site else f"+{place.new_site}"
        yen = None if record.cost_yen is None else f"{record.cost_yen:f}"
        found.append((name, place.energy, record.fiscal_year, record.month, f"{record.quantity:f}", record.unit, yen))
    return sorted(found, key=str)


def keys(preview: Preview) -> list[str]:
    """Keys of the open questions without the table's fingerprint."""
    return [question.key.split("@")[0] if "@" in question.key else question.key for question in preview.questions]


def left(preview: Preview) -> dict[str, int]:
    """How often each reason left something out."""
    found: dict[str, int] = {}
    for each in preview.left_out:
        found[each.key.split(".")[1]] = found.get(each.key.split(".")[1], 0) + each.count
    return found


def total(preview: Preview) -> Decimal:
    """Sum of all quantities as they stand."""
    return sum((record.quantity for record in preview.records), Decimal(0))
