"""The firm's industry within 日本標準産業分類: the class it told, and every class that one lies in.

Not for: which industries a scheme takes (data of the scheme), and for sizes of firms (`sllassist.schemes.firm_size`).
"""

from collections.abc import Collection

from sllassist.schemes.base import Facts


def classes(facts: Facts) -> tuple[str, ...]:
    """Codes of the firm's industry, the one told first, then those it lies in (3113, 311, 31, E); () when not told."""
    code, found = facts.case.firm.industry_code or "", []
    while code and code not in found:
        found.append(code)
        industry = facts.knowledge.industries.get(code)
        code = industry.parent if industry else ""
    return tuple(found)


def lies_in(facts: Facts, codes: Collection[str]) -> bool | None:
    """Whether the firm's industry is one of `codes` or lies in one; None while it is not told."""
    told = classes(facts)
    return any(code in codes for code in told) if told else None
