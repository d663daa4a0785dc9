"""How the tables of a knowledge pack must look, and what is wrong with one of them, row by row.

Limits of figures are data (`limit.*` in `constants.toml`). Not for: what tables mean together (`pack_checks`).
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Final

from sllassist.case.units import kind_of, ratio
from sllassist.knowledge.pack_faults import Fault, fault
from sllassist.knowledge.sourced import UNVERIFIED, VERIFIED, Sourced
from sllassist.knowledge.tables import MOST_DIGITS

Cells = dict[str, str]
Limits = Callable[[str], Sourced]
"""Gives the limit of a key below `limit.`; raises KeyError for a key that has none."""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table. `key`: columns that tell rows apart. `figures`: column → name of its limit, "" for none but ≥ 0.

    `statuses`: status column → column that makes it needed ("" for always). `sources`: the same for columns of sources.
    `period`: column that names whose `valid_from_fy`–`valid_to_fy` a row holds, "" for a table without periods.
    `words`: columns that must not be blank.
    """

    columns: tuple[str, ...]
    key: tuple[str, ...]
    words: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    statuses: tuple[tuple[str, str], ...] = (("status", ""),)
    sources: tuple[tuple[str, str], ...] = (("source", ""),)
    period: str = ""


_SUPPLIERS: Final = ("calc_fy", "kind", "id", "name", "menu", "basic", "adjusted", "status")
_NOTES: Final = ("source", "status", "note")
TABLES: Final[Mapping[str, TableSpec]] = {
    "fuels.csv": TableSpec(
        ("id", "name", "unit", "condition", "heat_gj", "heat_status", "carbon_tc_per_gj", "carbon_status", "co2_t", "co2_status",
         "published_co2_t", "valid_from_fy", "valid_to_fy", "source", "note", "heat_state", "co2_state"),
        ("id", "valid_from_fy"), ("id", "name", "unit"), ("valid_from_fy", "valid_to_fy"),
        (("heat_gj", "heat_gj"), ("carbon_tc_per_gj", "carbon_tc"), ("co2_t", "co2_t"), ("published_co2_t", "co2_t")),
        (("heat_status", ""), ("carbon_status", "carbon_tc_per_gj"), ("co2_status", "co2_t")), period="id",
    ),
    "energies.csv": TableSpec(
        ("id", "name", "form_name", "group", "order", "units", "default_unit", "supplier", "density", "fuels", "counted"),
        ("id",), ("id", "name", "form_name", "group", "order", "units", "default_unit", "supplier", "counted"),
        figures=(("order", ""),), statuses=(), sources=(),
    ),
    "supplier_tables.csv": TableSpec(
        ("kind", "calc_fy", "results_fy", "coverage", "announced", "updated", *_NOTES), ("kind", "calc_fy"),
        ("kind", "coverage"), ("calc_fy", "results_fy"),
    ),
    "electricity.csv": TableSpec(
        (*_SUPPLIERS, "source", "note"), ("calc_fy", "id", "menu"), ("kind", "id", "name"), ("calc_fy",),
        (("basic", "co2_t.electricity"), ("adjusted", "co2_t.electricity")), sources=(),
    ),
    "city_gas.csv": TableSpec(
        (*_SUPPLIERS, "heat_gj", "heat_status", "heat_source", "source", "note"), ("calc_fy", "id", "menu"),
        ("kind", "id", "name"), ("calc_fy",),
        (("basic", "co2_t.volume_gas"), ("adjusted", "co2_t.volume_gas"), ("heat_gj", "heat_gj")),
        (("status", ""), ("heat_status", "heat_gj")), (("heat_source", "heat_gj"),),
    ),
    "lpg_density.csv": TableSpec(
        ("id", "name", "per", "divisor", "t_per_unit", *_NOTES), ("id",), ("id", "name", "per"),
        figures=(("divisor", ""), ("t_per_unit", "density_t")),
    ),
    "gas_volume.csv": TableSpec(
        ("id", "name", "temperature_c", "gauge_kpa", "to_normal", "to_satp", *_NOTES), ("id",), ("id", "name", "to_satp"),
        figures=(("to_normal", "gas_volume"), ("to_satp", "gas_volume")),
    ),
    "gas_groups.csv": TableSpec(("id", "name", *_NOTES), ("id",), ("id", "name")),
    "gwp.csv": TableSpec(
        ("gas", "name", "gwp", "valid_from_fy", "valid_to_fy", *_NOTES, "group", "aliases"), ("gas", "valid_from_fy"),
        ("gas", "name", "gwp", "group"), ("valid_from_fy", "valid_to_fy"), (("gwp", "gwp"),), period="gas",
    ),
    "industries.csv": TableSpec(
        ("level", "code", "name", "parent", "sme_class", "sme_capital_manyen", "sme_employees", "small_employees",
         "chiba_capital_manyen", "chiba_employees", "chiba", "status", "note"), ("code",), ("level", "code", "name"), sources=(),
    ),
    "prefectures.csv": TableSpec(("code", "name", "reading"), ("code",), ("code", "name", "reading"), statuses=(), sources=()),
}  # fmt: skip
"""Every CSV a pack may hold, by file name."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its line in the file."""

    row: int
    cells: Cells


def read_lines(file: str, data: bytes, spec: TableSpec) -> tuple[list[Line], list[Fault]]:
    """The rows of a CSV, and what keeps it from being a table: encoding, headings, number of cells."""
    try:
        reader = csv.reader(data.decode("utf-8-sig").splitlines())
        header = next(reader, [])
        faults = list(_headings(file, header, spec))
        lines = [] if faults else [(reader.line_num, cells) for cells in reader]
    except (UnicodeDecodeError, csv.Error):
        return [], [fault(file, None, "unreadable")]
    if not lines and not faults:
        faults.append(fault(file, None, "empty"))
    faults += [fault(file, row, "cells") for row, cells in lines if len(cells) != len(header)]
    return [Line(row, dict(zip(header, cells, strict=True))) for row, cells in lines if len(cells) == len(header)], faults


def _headings(file: str, header: list[str], spec: TableSpec) -> Iterator[Fault]:
    wrong = {
        "unknown_column": [name for name in header if name not in spec.columns],
        "missing_column": [name for name in spec.columns if name not in header],
        "twice_column": sorted({name for name in header if header.count(name) > 1}),
    }
    for code, names in wrong.items():
        if names:
            yield fault(file, 1, code, columns="、".join(name or "（空欄）" for name in names))


def check_lines(file: str, lines: Iterable[Line], spec: TableSpec, limits: Limits) -> Iterator[Fault]:
    """What is wrong with single rows, with rows given twice, and with periods that overlap or leave a gap."""
    lines = list(lines)
    seen: dict[tuple[str, ...], int] = {}
    sound: list[Line] = []
    for line in lines:
        found = list(_row(file, line, spec, limits))
        yield from found
        key = tuple(line.cells[name] for name in spec.key)
        if key in seen:
            yield fault(file, line.row, "duplicate", same=" ".join(part for part in key if part), other=seen[key])
        elif not found:
            sound.append(line)
        seen.setdefault(key, line.row)
    if spec.period:
        yield from _periods(file, sound, spec.period)


def _row(file: str, line: Line, spec: TableSpec, limits: Limits) -> Iterator[Fault]:
    cells = line.cells
    for name in spec.words:
        if not cells[name].strip():
            yield fault(file, line.row, "blank", column=name)
    for name in spec.years:
        if not _is_year(cells[name]) and (cells[name] or name != "valid_to_fy"):
            yield fault(file, line.row, "year", column=name, value=cells[name])
    for name, limit in spec.figures:
        yield from _figure(file, line, name, limit, limits)
    for name, when in spec.statuses:
        if (not when or cells[when]) and cells[name] not in (VERIFIED, UNVERIFIED):
            yield fault(file, line.row, "status", column=name, value=cells[name])
    for name, when in spec.sources:
        if (not when or cells[when]) and not cells[name].strip():
            yield fault(file, line.row, "source", column=name)


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == 4


def _figure(file: str, line: Line, name: str, limit: str, limits: Limits) -> Iterator[Fault]:
    text = line.cells[name]
    if not text:
        return
    value = number(text)
    if value is None:
        yield fault(file, line.row, "number", column=name, value=text[:40])
        return
    found = _limit(limit, line.cells, limits)
    if found is not None and value > found[0]:
        yield fault(file, line.row, "too_large", column=name, value=text, limit=f"{found[0].normalize():f}", unit=found[1])


def number(text: str) -> Decimal | None:
    """A figure ≥ 0 of a sober number of digits in half-width letters, else None."""
    try:
        value = Decimal(text) if text.isascii() and "_" not in text else Decimal("nan")
    except InvalidOperation:
        return None
    exponent = value.as_tuple().exponent
    sober = isinstance(exponent, int) and exponent >= -MOST_DIGITS and value.adjusted() <= MOST_DIGITS
    return value if sober and value >= 0 else None


def _limit(name: str, cells: Cells, limits: Limits) -> tuple[Decimal, str] | None:
    """The largest believable value and its unit; by the row's own unit where the limit is by kind of unit."""
    if not name:
        return None
    own = cells.get("unit") or cells.get("per", "")
    if name in ("co2_t", "density_t"):
        kind = kind_of(own)
        if kind is None:
            return None
        try:
            limit = limits(f"{name}.{kind}")
        except KeyError:
            return None
        start, per = limit.unit.split("/")
        return limit.number * ratio(own, per), f"{start}/{own}"
    limit = limits(name)
    return limit.number, limit.unit


def _periods(file: str, lines: list[Line], column: str) -> Iterator[Fault]:
    by_name: dict[str, list[Line]] = {}
    for line in lines:
        by_name.setdefault(line.cells[column], []).append(line)
    for name, own in by_name.items():
        own.sort(key=lambda line: line.cells["valid_from_fy"])
        for line in own:
            first, last = line.cells["valid_from_fy"], line.cells["valid_to_fy"]
            if last and last < first:
                yield fault(file, line.row, "reversed", first=first, last=last)
        for line, after in pairwise(own):
            last, start = line.cells["valid_to_fy"], int(after.cells["valid_from_fy"])
            if not last or int(last) >= start:
                yield fault(file, after.row, "overlap", name=name, other=line.row)
            elif int(last) + 1 < start:
                told = {"name": name, "first": int(last) + 1, "last": start - 1, "other": line.row}
                yield fault(file, after.row, "gap", **told)
