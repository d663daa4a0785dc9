"""The map of a form: which named value goes into which cell of its blank workbook, rounded how, and how sure the field is.

Maps lie beside their blanks in `forms/<scheme>/<form>.toml`. Not for: writing cells (`sllassist.documents.fill`).
"""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sllassist import paths
from sllassist.documents.sheet import column_number, split_ref

Status = Literal["確認済", "未確認", "推定"]
Kind = Literal["text", "number", "date", "year"]
Place = Annotated[str, Field(pattern=r"^[^!]+![A-Z]{1,3}[1-9]\d*$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Rounding(_Part):
    """How a figure is rounded when it is written: to `digits` behind the point (negative: before it)."""

    digits: Annotated[int, Field(ge=-6, le=12)]
    mode: Literal["half_up", "half_even", "floor", "ceiling", "truncate"]
    status: Status


class Official(_Part):
    """The authority's own form: who issues it, its name, where it is to be had, and where we know that from."""

    issuer: str
    name: str
    where: str
    url: str
    source: str
    status: Status


class Slot(_Part):
    """What kind of value a cell takes. Without `round` the full figure is written."""

    kind: Kind
    label: str
    round: str = ""
    style: Literal["wareki", "both", "lines", "serial"] = "both"
    formula: bool = False


class Verdicts(_Part):
    """The words a form uses where a figure is held against a limit."""

    below: str
    reached: str
    unknown: str


class FormField(Slot):
    """A single value: its cell ("sheet!A1"), and cells that repeat it.

    `compared` names a figure and its limit: then the value follows from these two and need not be given.
    """

    cell: Place
    also: tuple[Place, ...] = ()
    compared: tuple[str, str] | None = None
    status: Status

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """(sheet, cell) of every place the value is written to."""
        return tuple((sheet, cell) for sheet, _, cell in (place.rpartition("!") for place in (self.cell, *self.also)))


class Column(Slot):
    """A column of a table."""

    column: Annotated[str, Field(pattern=r"^[A-Z]{1,3}$")]


class Table(_Part):
    """Rows of like values. Rows not used are hidden unless `keep_rows`."""

    sheet: str
    first_row: Annotated[int, Field(ge=1)]
    capacity: Annotated[int, Field(ge=1)]
    keep_rows: bool = False
    label: str
    status: Status
    columns: dict[str, Column]

    @property
    def rows(self) -> range:
        """Row numbers of the table."""
        return range(self.first_row, self.first_row + self.capacity)


class Hide(_Part):
    """Rows (first, last) that disappear when no field and table whose name begins with `prefix` has a value."""

    sheet: str
    rows: tuple[int, int]
    prefix: str
    unless: tuple[str, ...] = ()


class FormMap(_Part):
    """A form's map; `folder` is where it and its blank lie."""

    form_id: str
    title: str
    workbook: str
    published: bool
    official: Official
    roundings: dict[str, Rounding] = {}
    verdicts: Verdicts | None = None
    fields: dict[str, FormField]
    tables: dict[str, Table] = {}
    hide: dict[str, Hide] = {}
    folder: Path

    @property
    def blank(self) -> Path:
        """The blank workbook."""
        return self.folder / self.workbook

    @cached_property
    def guessed(self) -> tuple[str, ...]:
        """Names of fields and tables whose existence on the official form is our guess."""
        parts: dict[str, FormField | Table] = {**self.fields, **self.tables}
        return tuple(name for name, part in parts.items() if part.status != "確認済")

    def places(self) -> Iterator[tuple[str, str, str]]:
        """(name, sheet, cell) of everything the map can write."""
        for name, item in self.fields.items():
            for sheet, cell in item.places:
                yield name, sheet, cell
        for table_name, table in self.tables.items():
            for name, column in table.columns.items():
                for row in table.rows:
                    yield f"{table_name}.{name}", table.sheet, f"{column.column}{row}"

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        slots = [*self.fields.values(), *(c for table in self.tables.values() for c in table.columns.values())]
        for slot in slots:
            if slot.round and (slot.round not in self.roundings or slot.kind != "number"):
                raise ValueError(f"{slot.label}: rounding {slot.round}")
            if slot.formula and slot.kind not in ("number", "text"):
                raise ValueError(f"{slot.label}: formula of kind {slot.kind}")
        for name, item in self.fields.items():
            if item.compared and (self.verdicts is None or set(item.compared) - self.fields.keys()):
                raise ValueError(f"{name}: compared {item.compared}")
        seen: dict[tuple[str, str], str] = {}
        for name, sheet, cell in self.places():
            other = seen.setdefault((sheet, cell), name)
            if other != name:
                raise ValueError(f"{sheet}!{cell} is used by {other} and {name}")
        return self


def load_map(path: Path) -> FormMap:
    """Read a map. Raises OSError, tomllib.TOMLDecodeError, or ValueError (pydantic) when it does not hold together."""
    data = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    return FormMap.model_validate({**data, "folder": path.parent})


def form_map(form_id: str) -> FormMap:
    """The shipped map of a form by "<scheme>/<form>", as `FormContent.form_id` names it. Raises OSError when there is none."""
    return load_map(paths.form(f"{form_id}.toml"))


def form_ids(scheme: str) -> tuple[str, ...]:
    """All forms shipped for a scheme, as "<scheme>/<form>"."""
    found = sorted(paths.form(scheme).glob("*.toml"))
    return tuple(f"{scheme}/{path.stem}" for path in found if path.with_suffix(".xlsx").is_file())


def misfits(form: FormMap) -> tuple[str, ...]:
    """What in the map does not fit its blank, one line each: missing sheets and cells, formulas, covered cells."""
    import openpyxl

    book = openpyxl.load_workbook(form.blank)
    found = []
    for name, sheet, cell in form.places():
        if sheet not in book.sheetnames:
            found.append(f"{name}: no sheet {sheet}")
            continue
        page = book[sheet]
        letters, row = split_ref(cell)
        column = column_number(letters)
        covered = any(
            area.min_row <= row <= area.max_row
            and area.min_col <= column <= area.max_col
            and (area.min_row, area.min_col) != (row, column)
            for area in page.merged_cells.ranges
        )
        if covered:
            found.append(f"{name}: {sheet}!{cell} is covered by a merged cell")
        if (page[cell].data_type == "f") != _wants_formula(form, name):
            found.append(f"{name}: {sheet}!{cell} formula or not")
    return tuple(found)


def _wants_formula(form: FormMap, name: str) -> bool:
    table, _, column = name.partition(".")
    return form.tables[table].columns[column].formula if column else form.fields[name].formula
