"""Greenhouse gases other than CO2 from energy, and certificates: rows of the screen, and what they come to in words. No Qt.

Not for: computing (`sllassist.emissions`) and for a scheme's limits.
"""

from dataclasses import dataclass

from sllassist.case import wholes
from sllassist.case.model import Case
from sllassist.emissions import GasLine, other_gases, years_with_gases
from sllassist.flow import fields, parts
from sllassist.flow.rounding import shown
from sllassist.knowledge import Gas, Knowledge
from sllassist.messages import text

NAMES = ("site_id", "gas", "fiscal_year", "quantity", "unit", "note")
"""Values of a row of gases, in the order of the screen."""
CERTIFICATE_NAMES = ("kind", "fiscal_year", "quantity", "unit", "note")
NO_PREFECTURE = "都道府県が未入力の事業所"


@dataclass(frozen=True, slots=True)
class GasYear:
    """What the gases of a fiscal year come to, in words, as a whole and per prefecture of the sites."""

    fiscal_year: int
    text: str
    by_prefecture: tuple[tuple[str, str], ...]
    unverified: bool


def row_paths(case: Case, kind: str) -> tuple[str, ...]:
    """Paths of the rows of a kind (gases, certificates): those that count, then those that wait for some of their values."""
    made = case.gases if kind == "gases" else case.certificates
    return (*(f"{kind}.{part.id}" for part in made), *wholes.waiting(case, kind))


def add(case: Case, kind: str, fiscal_year: int) -> tuple[Case, str]:
    """Begins a row with what the row before it says of site, year and unit; the Case and the row's path."""
    before = next(iter(reversed(row_paths(case, kind))), "")
    known = {"fiscal_year": str(fiscal_year), "unit": "kg" if kind == "gases" else "kWh"}
    for name in ("site_id", "fiscal_year", "unit") if kind == "gases" else ("kind", "fiscal_year", "unit"):
        if before and (text := fields.input_text(case, f"{before}.{name}")):
            known[name] = text
    if kind == "gases" and len(case.sites) == 1:
        known["site_id"] = case.sites[0].id
    return parts.begin(case, kind, known)


def is_blank(case: Case, path: str) -> bool:
    """Whether nobody has typed anything of worth into a row: neither gas nor quantity nor note."""
    return not any(fields.input_text(case, f"{path}.{name}") for name in ("gas", "quantity", "note") if _has(path, name))


def _has(path: str, name: str) -> bool:
    return name in (NAMES if path.startswith("gases.") else CERTIFICATE_NAMES)


def answered(case: Case) -> str:
    """What stands for the gases as long as none is entered: the figure that was answered; "" where none was, or gases are."""
    told = case.duty.other_gases_t
    if told is None or case.gases:
        return ""
    return text("gases.answered", figure=f"{told:,f}")


def gas_name(knowledge: Knowledge, gas_id: str) -> str:
    """A gas as it is read: name with its formula."""
    gas = knowledge.gases.get(gas_id)
    return gas_id if gas is None or gas.name == gas.id else f"{gas.name}（{gas.id}）"


def gas_detail(knowledge: Knowledge, gas: Gas) -> str:
    """A line about a gas: its group, other spellings, newest potential."""
    potential = gas.potentials[-1]
    aliases = "・".join(alias for alias in gas.aliases if alias != gas.id)
    return "　".join(part for part in (knowledge.gas_groups[gas.group].name, aliases, f"地球温暖化係数 {potential.number:,f}") if part)


def line_of(case: Case, knowledge: Knowledge, path: str) -> GasLine | None:
    """What a row comes to, None when it does not count (yet)."""
    gas_id = path.split(".")[1]
    record = next((record for record in case.gases if record.id == gas_id), None)
    if record is None:
        return None
    lines = other_gases(case, knowledge, record.fiscal_year).lines
    return next((line for line in lines if line.record.id == gas_id), None)


def years(case: Case, knowledge: Knowledge) -> tuple[GasYear, ...]:
    """What the gases come to, newest year first."""
    return tuple(_year(case, knowledge, year) for year in reversed(years_with_gases(case)))


def _year(case: Case, knowledge: Knowledge, year: int) -> GasYear:
    found = other_gases(case, knowledge, year)
    used = {line.record.site_id for line in found.lines}
    together: dict[str, set[str]] = {}
    for site in case.sites:
        if site.id in used:
            together.setdefault(site.prefecture or NO_PREFECTURE, set()).add(site.id)
    split = tuple((name, f"{shown(other_gases(case, knowledge, year, sites).co2_t)} t-CO2") for name, sites in together.items())
    return GasYear(year, f"{shown(found.co2_t)} t-CO2", split, found.unverified)


def told(found: GasYear) -> str:
    """A year's gases in one line: per prefecture, for schemes look at one prefecture."""
    if not found.by_prefecture:
        return f"{found.fiscal_year}年度 {found.text}"
    return f"{found.fiscal_year}年度　{'、'.join(f'{name} {text}' for name, text in found.by_prefecture)}"
