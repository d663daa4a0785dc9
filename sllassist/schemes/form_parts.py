"""What the papers of several schemes ask for alike: the firm as sender, its contact, and which answers are still missing.

Not for: which forms a scheme has, and for where a value stands (the maps in `forms/`).
"""

from collections.abc import Iterable
from decimal import Decimal

from sllassist import messages
from sllassist.case import paths
from sllassist.case.model import Case, Firm
from sllassist.case.problems import Problem
from sllassist.knowledge import Sourced
from sllassist.schemes.base import CellValue

_CHOSEN = ("prefecture", "industry_code")
"""Fields that are chosen from a list, not typed."""


def representative(firm: Firm) -> str:
    """Title and name of the representative, 全角空白 between."""
    return "　".join(part for part in (firm.representative_title, firm.representative_name) if part)


def join_address(prefecture: str | None, address: str | None) -> str:
    """Prefecture and address in one line, the prefecture not twice."""
    if prefecture and (address or "").startswith(prefecture):
        return address or ""
    return f"{prefecture or ''}{address or ''}"


def postcode(firm: Firm) -> str | None:
    """〒394-0000; None when it is not told."""
    return f"〒{firm.postcode[:3]}-{firm.postcode[3:]}" if firm.postcode else None


def sender(case: Case) -> dict[str, CellValue]:
    """Who hands in a paper, and whom to ask about it, by the names the maps use."""
    firm, contact = case.firm, case.contact
    return {
        "postcode": postcode(firm),
        "firm_address": join_address(firm.prefecture, firm.address),
        "firm_name": firm.name,
        "representative": representative(firm),
        "contact_department": contact.department,
        "contact_person": contact.person,
        "contact_phone": contact.phone or firm.phone,
        "contact_email": contact.email,
    }


def limit_text(limit: Sourced, sentence: str) -> str:
    """`sentence` with a limit and its unit (without /年) in place of {}."""
    return sentence.format(f"{Decimal(limit.value):,} {limit.unit.split('/')[0]}")


def missing(case: Case, asked: Iterable[str]) -> list[Problem]:
    """A problem for every Case path of `asked` that has no answer yet; one with a text still to be read is left to its own."""
    found = []
    for path in asked:
        if path not in case.drafts and paths.get(case, path) in (None, ""):
            code = "field.empty_choice" if path.rpartition(".")[2] in _CHOSEN else "field.empty_text"
            found.append(Problem("error", code, path, {"label": messages.label(path)}))
    return found
