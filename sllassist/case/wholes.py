"""Parts of a Case that exist only with all their values: a row of gases, a certificate, a factor of the firm's own.

Until all values are there, what was typed for them waits among the drafts, below the path of the part to come. So nothing
typed is lost, and no half-filled part is counted. Not for: reading what was typed (`sllassist.flow.parts`).
"""

from dataclasses import dataclass
from typing import Final

from sllassist.case.model import Case
from sllassist.case.problems import Problem, draft_problem

GASES: Final = ("site_id", "gas", "fiscal_year", "quantity", "unit")
CERTIFICATES: Final = ("kind", "fiscal_year", "quantity", "unit")
OWN_FACTOR: Final = ("unit", "basic_t", "adjusted_t", "source")
OWN_FIGURE: Final = ("value", "source")
OF_SUPPLY: Final = {"own_factor": OWN_FACTOR, "own_density": OWN_FIGURE, "own_heat": OWN_FIGURE}
"""What a firm itself knows of a supply, by the field it stands in."""


@dataclass(frozen=True, slots=True)
class Whole:
    """One such part: its path, what kind it is, and the names of the values it cannot do without."""

    path: str
    kind: str
    needed: tuple[str, ...]


def whole_of(path: str) -> Whole | None:
    """The part a Case path lies in (`gases.<id>.quantity`, `supplies.<id>.own_factor.unit`), None for any other path."""
    names = path.split(".")
    if names[0] in ("gases", "certificates") and len(names) > 1:
        return Whole(".".join(names[:2]), names[0], GASES if names[0] == "gases" else CERTIFICATES)
    if names[0] == "supplies" and len(names) > 2 and names[2] in OF_SUPPLY:
        return Whole(".".join(names[:3]), names[2], OF_SUPPLY[names[2]])
    return None


def exists(case: Case, whole: Whole) -> bool:
    """Whether the part is in the Case, with all its values."""
    part_id = whole.path.split(".")[1]
    if whole.kind in OF_SUPPLY:
        supply = case.supply(part_id)
        return supply is not None and getattr(supply, whole.kind) is not None
    return any(part.id == part_id for part in (case.gases if whole.kind == "gases" else case.certificates))


def is_waiting(case: Case, path: str) -> bool:
    """Whether `path` is a value of a part that is not there yet."""
    whole = whole_of(path)
    return whole is not None and not exists(case, whole)


def waiting(case: Case, kind: str) -> tuple[str, ...]:
    """Paths of the parts of a kind (gases, certificates, own_factor …) of which some values are there, oldest first."""
    found = (whole_of(path) for path in case.drafts)
    return tuple(dict.fromkeys(w.path for w in found if w is not None and w.kind == kind and not exists(case, w)))


def draft_problems(case: Case) -> list[Problem]:
    """What to say about everything typed that is no value yet; a part that is not there yet is named once."""
    found: dict[tuple[str, str], Problem] = {}
    for path, text in case.drafts.items():
        whole = whole_of(path)
        told = draft_problem(path, text)
        if whole is not None and not exists(case, whole):
            told = Problem("error", f"waits.{whole.kind}", whole.path)
        elif whole is not None and not text.strip():
            told = Problem("error", "field.empty_text", path, {"label": told.params["label"]})
        found.setdefault((told.code, told.path), told)
    return list(found.values())
