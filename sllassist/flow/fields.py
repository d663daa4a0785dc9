"""Fields: what a person types for a Case path is read here, and what is stored is shown here.

The catalogue is `resources/fields.toml`. Not for: which fields a page has (`sllassist.flow.pages`).
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from sllassist import messages
from sllassist.case import parsing, paths, periods, wholes
from sllassist.case.model import Case, YearFigure, YearNote
from sllassist.case.problems import InputProblem, Problem
from sllassist.case.units import parse_unit
from sllassist.flow import parts
from sllassist.flow.names import category_name, scheme_name
from sllassist.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the catalogue. `width` counts full-width characters; `choices` are (value, label)."""

    pattern: str
    label: str
    kind: str
    required: bool
    hint: str = ""
    why: str = ""
    unit: str = ""
    width: int = 20
    choices: tuple[tuple[str, str], ...] = ()
    dont_know: bool = False


@cache
def _by_pattern(pattern: str) -> Field:
    entry = messages.field_table()[pattern]
    return Field(
        pattern, entry["label"], entry["kind"], entry["need"] == "必須", entry.get("hint", ""), entry.get("why", ""),
        entry.get("unit", ""), entry.get("width", 20), tuple((value, label) for value, label in entry.get("choices", ())),
        entry.get("dont_know", False),
    )


def field(path: str) -> Field:
    """The field of a Case path. Raises KeyError when the catalogue has none."""
    return _by_pattern(messages.pattern(path))


def _change_tonnes(text: str, label: str) -> Decimal:
    typed = parsing.parse_number(text, label)
    if typed.unit_text.replace(" ", "").lower() not in ("", "t", "t-co2", "t-co2/年", "トン"):
        raise InputProblem("number.unreadable", label=label)
    return typed.value


def _tonnes(text: str, label: str) -> Decimal:
    tonnes = _change_tonnes(text, label)
    if tonnes < 0:
        raise InputProblem("number.negative", label=label)
    return tonnes


def _percent(text: str, label: str) -> Decimal:
    typed = parsing.parse_number(text, label)
    if typed.unit_text not in ("", "%", "パーセント"):
        raise InputProblem("number.unreadable", label=label)
    if not 0 <= typed.value <= 100:
        raise InputProblem("number.range", label=label, min=0, max=100)
    return typed.value


def _months(text: str, label: str) -> int:
    try:
        typed = parsing.parse_number(text, label)
    except InputProblem as told:
        if told.problem.code != "number.unreadable":
            raise
        raise InputProblem("months.ambiguous", label=label) from told
    factor = {"": 1, "か月": 1, "ヶ月": 1, "カ月": 1, "ヵ月": 1, "箇月": 1, "月": 1, "年": 12, "年間": 12, "か年": 12}.get(typed.unit_text)
    if factor is None:
        raise InputProblem("months.ambiguous", label=label)
    if not typed.unit_text and typed.value < 12:
        raise InputProblem("months.ambiguous", label=label)  # 「5」 is 5 years to one person and 5 months to another
    months = typed.value * factor
    if months != months.to_integral_value():
        raise InputProblem("number.not_whole", label=label)
    if not 1 <= months <= 600:
        raise InputProblem("number.range", label=label, min=1, max=600)
    return int(months)


def _count(text: str, label: str) -> int:
    count = parsing.parse_count(text, label)
    if count > 999_999:
        raise InputProblem("number.range", label=label, min=0, max="999,999")
    return count


def _measured(units: Mapping[str, Decimal]) -> Callable[[str, str], Decimal]:
    """A reader of figures from 0 on; `units`: what may stand behind them, in small letters, and what it is multiplied by."""

    def read_figure(text: str, label: str) -> Decimal:
        typed = parsing.parse_number(text, label)
        times = units.get(typed.unit_text.replace(" ", "").lower())
        if times is None:
            raise InputProblem("number.plain", label=label, unit=typed.unit_text)
        if typed.value < 0:
            raise InputProblem("number.negative_plain", label=label)
        value = typed.value * times
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > parsing.MAX_PLACES:
            raise InputProblem("number.too_fine", label=label, places=parsing.MAX_PLACES)
        return value

    return read_figure


_ONE = Decimal(1)
_FACTOR = {"": _ONE, "t": _ONE, "t-co2": _ONE, "tco2": _ONE, "kg": Decimal("0.001"), "kg-co2": Decimal("0.001"), "kgco2": Decimal("0.001")}


def _month(text: str, label: str) -> int:
    typed = parsing.parse_number(text, label)
    if typed.unit_text not in ("", "月", "月末", "月決算", "月期"):
        raise InputProblem("number.unreadable", label=label)
    if typed.value != typed.value.to_integral_value():
        raise InputProblem("number.not_whole", label=label)
    if not 1 <= typed.value <= 12:
        raise InputProblem("number.range", label=label, min=1, max=12)
    return int(typed.value)


def _text(text: str, label: str) -> str:
    del label
    return parsing.clean_name(text)


def _long_text(text: str, label: str) -> str:
    del label
    return text.replace("\r\n", "\n").strip()


_READERS: dict[str, Callable[[str, str], Any]] = {
    "text": _text,
    "kana": _text,
    "long_text": _long_text,
    "yen": parsing.parse_yen,
    "count": _count,
    "tonnes": _tonnes,
    "change_tonnes": _change_tonnes,
    "percent": _percent,
    "months_term": _months,
    "date": periods.parse_date,
    "fiscal_year": periods.parse_fiscal_year,
    "month": _month,
    "postcode": parsing.parse_postcode,
    "phone": parsing.parse_phone,
    "email": parsing.parse_email,
    "corporate_number": parsing.parse_corporate_number,
    "co2_factor": _measured(_FACTOR),
    "kilowatts": _measured({"": _ONE, "kw": _ONE, "キロワット": _ONE}),
    "figure": _measured({"": _ONE}),
    "m3_per_t": _measured({"": _ONE, "m3/t": _ONE, "m3/kg": Decimal("1E+3")}),
    "gas_heat": _measured({"": _ONE, "gj/千m3": _ONE, "mj/m3": _ONE}),
    "economy": _measured({"": _ONE, "km/l": _ONE, "キロ": _ONE}),
}


def read(path: str, text: str) -> Any:
    """The value of what was typed for `path`; None for nothing but blanks. Raises InputProblem with the field's label."""
    spec = field(path)
    if not text.strip():
        return None
    if spec.kind in ("choice", "prefecture", "industry", "listed"):
        return text
    if spec.kind == "yes_no":
        return {"yes": True, "no": False}.get(text)
    if spec.kind == "amount":
        return _amount(path, text)[0]
    return _READERS[spec.kind](text, spec.label)


def _amount(path: str, text: str) -> tuple[Decimal, str]:
    """A quantity whose unit is a field beside it, and the unit when one of those it offers was typed behind the figure."""
    label = field(path).label
    typed = parsing.parse_number(text, label)
    plain = typed.unit_text.replace(" ", "").lower()
    offered = [unit for unit, _ in field(_unit_path(path)).choices]
    unit = next((unit for unit in offered if plain and (unit.lower() == plain or unit == parse_unit(plain))), "")
    if plain and not unit:
        raise InputProblem("number.units", label=label, unit=typed.unit_text, units="・".join(offered))
    if typed.value < 0:
        raise InputProblem("number.negative_plain", label=label)
    return typed.value, unit


def _unit_path(path: str) -> str:
    return f"{path.removesuffix('.quantity')}.unit"


def _with_year(case: Case, path: str) -> Case:
    """Makes room for what belongs to a fiscal year the first time it is written.

    `plan.change_reasons.<year>.text` and `denominators.<id>.values.<year>.value`.
    """
    names = path.split(".")
    if names[0] == "denominators" and len(names) == 5:
        found = next((one for one in case.denominators if one.id == names[1]), None)
        if found is None or any(given.id == names[3] for given in found.values):
            return case
        values = sorted((*found.values, YearFigure(fiscal_year=int(names[3]))), key=lambda given: given.fiscal_year)
        return paths.put(case, ".".join(names[:3]), tuple(values))
    if names[:2] != ["plan", "change_reasons"] or any(note.id == names[2] for note in case.plan.change_reasons):
        return case
    notes = sorted((*case.plan.change_reasons, YearNote(fiscal_year=int(names[2]))), key=lambda note: note.fiscal_year)
    return paths.put(case, "plan.change_reasons", tuple(notes))


def type_text(case: Case, path: str, text: str) -> Case:
    """The Case after `text` was typed for `path`: the value when it can be read, else the text kept as a draft."""
    case = _with_year(case, path)
    if field(path).kind == "amount":
        case = _with_unit(case, path, text)
    if wholes.is_waiting(case, path):
        return parts.type_text(case, path, text, read)
    try:
        return paths.put(case, path, read(path, text))
    except InputProblem:
        return paths.put_draft(case, path, text)


def _with_unit(case: Case, path: str, text: str) -> Case:
    """Takes over the unit typed behind an amount into the field beside it."""
    try:
        _, unit = _amount(path, text)
    except InputProblem:
        return case
    return type_text(case, _unit_path(path), unit) if unit else case


def problem_of(case: Case, path: str) -> Problem | None:
    """Why `path` is not in order: its draft cannot be read, or it is required and empty. None when it is in order."""
    spec = field(path)
    if path in case.drafts and (case.drafts[path].strip() or not spec.required):
        try:
            value = read(path, case.drafts[path])
            if wholes.is_waiting(case, path):
                return None
            paths.put(case, path, value)
        except InputProblem as told:
            return told.problem.at(path)
    if spec.required and not paths.is_answered(case, path):
        chosen = spec.kind in ("choice", "prefecture", "industry", "yes_no", "listed")
        return Problem("error", "field.empty_choice" if chosen else "field.empty_text", path, {"label": spec.label})
    return None


def input_text(case: Case, path: str) -> str:
    """What the input box of `path` shows: the draft as typed, else the value in a form that reads back the same."""
    if path in case.drafts:
        return case.drafts[path]
    value = paths.get(case, path)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    kind = field(path).kind
    if kind == "postcode":
        return f"{value[:3]}-{value[3:]}"
    if kind == "fiscal_year":
        return str(value)
    if kind == "months_term" and value < 12:
        return f"{value}か月"
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, (int, Decimal)):
        return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return str(value)


def answer_text(case: Case, path: str, knowledge: Knowledge) -> str:
    """How the answer reads on a check page: with unit, choices in words; 未入力, わからない, or the unread draft."""
    spec = field(path)
    if path in case.drafts:
        return f"{case.drafts[path]}（直してください）"
    if path in case.dont_know:
        return "わからない"
    value = paths.get(case, path)
    if value is None:
        return "未入力"
    if spec.kind == "yes_no":
        return "はい" if value else "いいえ"
    if spec.kind == "choice" and path.endswith(".site_id"):
        site = case.site(value)
        return (site and site.name) or "名称未入力"
    if spec.kind == "choice":
        return dict(spec.choices)[value]
    if spec.kind == "industry":
        return knowledge.industry_label(value)
    if path.startswith("projects.") and spec.kind == "listed":
        return category_name(value, knowledge)
    if path.startswith("running.") and spec.kind == "listed":
        return scheme_name(value)
    if spec.kind == "months_term" and value % 12 == 0:
        return f"{value // 12}年（{value}か月）"
    return _with_its_unit(input_text(case, path), spec)


def _with_its_unit(text: str, spec: Field) -> str:
    if spec.unit and text.endswith(spec.unit):
        return text  # a term below a year carries its unit already
    if spec.unit.startswith("年") and spec.unit != "年":
        return f"{text}{spec.unit}"
    return f"{text} {spec.unit}".strip()
