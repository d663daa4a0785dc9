"""Tables of a scheme's parameter file (duties, papers, terms) as rows of a section, each with the place it comes from.

Not for: rows that depend on the firm.
"""

from sllassist.schemes.base import Facts, Row, clause_of
from sllassist.schemes.rules import Clause


def table_rows(facts: Facts, scheme: str, key: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """One row for each entry of a list parameter, with these entries as cells; an entry's own `clause` is its place."""
    told = facts.param(scheme, key)
    whole = clause_of(told)

    def source(place: str | None) -> Clause:
        return whole if place is None else Clause(whole.source, place, whole.status, whole.valid_from, whole.note)

    mark = "" if told.verified else told.status
    return tuple(Row(tuple(str(one[name]) for name in columns), mark=mark, clause=source(one.get("clause"))) for one in told.value)
