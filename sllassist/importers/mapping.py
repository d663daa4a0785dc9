"""How the columns of a kind of table are read, and what the user answered: confirmed once, then remembered per source.

A mapping is found again by a fingerprint of the table's headings, in which digits do not count. Storing it is the
store's job. Not for: what a table holds (`sllassist.importers.propose`).
"""

import hashlib
import json
from collections.abc import Iterable
from collections.abc import Mapping as Dict
from dataclasses import asdict, dataclass, field

from sllassist.case.problems import InputProblem
from sllassist.importers.words import ROLES, Role

_VERSION = 1


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What one column is. `energy` and `unit`: the user's choice where it differs from the heading; None: as the heading says."""

    role: Role
    energy: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class TableRule:
    """Columns of a table by their remembered heading; `use` False: the table is not read."""

    columns: Dict[str, ColumnRule]
    use: bool = True


@dataclass(frozen=True, slots=True)
class Mapping:
    """Tables by their key (`TableProposal.key`: the fingerprint of the headings), and answers by the question's key."""

    tables: Dict[str, TableRule] = field(default_factory=dict)
    answers: Dict[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """The name to store the mapping under: the same for every file with the same headings."""
        return _digest(sorted(self.tables))

    def to_json(self) -> str:
        """As JSON; the same mapping gives the same text."""
        tables = {name: asdict(rule) for name, rule in self.tables.items()}
        data = {"version": _VERSION, "tables": tables, "answers": dict(self.answers)}
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """The mapping that `to_json` wrote. Raises InputProblem `importers.mapping_unreadable` for anything else."""
        try:
            data = json.loads(text)
            if data["version"] != _VERSION:
                raise ValueError
            tables = {
                str(name): TableRule(
                    {str(key): _rule(rule) for key, rule in table["columns"].items()}, table["use"] is True
                )
                for name, table in data["tables"].items()
            }
            return cls(tables, {str(key): str(value) for key, value in data["answers"].items()})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise InputProblem("importers.mapping_unreadable") from None

    def rule_for(self, key: str, fingerprint: str) -> TableRule | None:
        """The rule of a table; one more table with the same headings is read as the first is."""
        if key in self.tables:
            return self.tables[key]
        return TableRule(self.tables[fingerprint].columns) if fingerprint in self.tables else None

    def with_column(self, table: str, column: str, rule: ColumnRule) -> "Mapping":
        """The mapping with another rule for one column of one table."""
        old = self.tables.get(table, TableRule({}))
        changed = TableRule({**old.columns, column: rule}, old.use)
        return Mapping({**self.tables, table: changed}, self.answers)

    def with_use(self, table: str, *, use: bool) -> "Mapping":
        """The mapping with a table read or left out."""
        old = self.tables.get(table, TableRule({}))
        return Mapping({**self.tables, table: TableRule(old.columns, use)}, self.answers)

    def with_answers(self, answers: Dict[str, str]) -> "Mapping":
        """The mapping with more answers."""
        return Mapping(self.tables, {**self.answers, **answers})


def _rule(data: Dict[str, str | None]) -> ColumnRule:
    role = data["role"]
    if role not in ROLES:
        raise ValueError(role)
    energy, unit = data.get("energy"), data.get("unit")
    return ColumnRule(next(each for each in ROLES if each == role), energy and str(energy), unit and str(unit))


def fingerprint_of(headings: Iterable[str]) -> str:
    """The fingerprint of a table's headings (`sllassist.importers.columns.headings_of`)."""
    return _digest(headings)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
