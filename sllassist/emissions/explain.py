"""Why a figure is what it is: the formula in words and numbers, and every operand with its source and status.

Formula texts read like 12,000 L ÷ 1,000 × 38.9 GJ/kL × 0.0193 tC/GJ × 44 ÷ 12.
Not for: computing; figures come from the ledger, texts are made from the same operands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from sllassist.case.units import ratio
from sllassist.emissions.entries import GroupRow, Line, Part, Totals
from sllassist.emissions.rates import Conversion, Rate
from sllassist.knowledge import Sourced, Status

_SHOWN: Final = Decimal("0.001")
"""To how many digits a total's formula shows its rows."""


@dataclass(frozen=True, slots=True)
class Operand:
    """One number of a formula: what it is, its value and unit, where it comes from, 確認済 or 未確認."""

    label: str
    value: Decimal
    unit: str
    source: str
    status: Status
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One result: its name, the formula that gives it, its value (28 digits) and unit."""

    label: str
    formula: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Title, steps, operands with sources, and remarks (why this factor, 暫定, 未確認)."""

    title: str
    steps: tuple[Step, ...]
    operands: tuple[Operand, ...]
    remarks: tuple[str, ...]


def number(value: Decimal) -> str:
    """A number with thousands separators, digits behind the point as given."""
    return f"{value:,f}"


def _quantity(value: Decimal) -> str:
    """A quantity without idle zeros behind the point."""
    return number(value.normalize() if value != value.to_integral_value() else Decimal(int(value)))


def _scale(unit: str, to: str) -> str:
    """The sign and number to change units by: ÷ 1,000 or × 1,000, nothing when both are alike."""
    times = ratio(unit, to)
    if times == 1:
        return ""
    return f" × {_quantity(times)}" if times > 1 else f" ÷ {_quantity(1 / times)}"


def _converted(part: Part, way: Conversion | None, to: str) -> str:
    """A bill quantity and its way to `to`; without links where `way` is None."""
    text, at = f"{_quantity(part.quantity)} {part.unit}", part.unit
    for link in way.links if way is not None else ():
        text += _scale(at, link.start)
        if link.shown:
            text += f" {'÷' if link.divide else '×'} {_quantity(link.value)} {link.unit}"
        at = link.end
    return text + _scale(at, to)


def _sum(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"（{' ＋ '.join(texts)}）"


def _heat(rate: Rate, parts: tuple[Part, ...], *, for_co2: bool = False) -> str:
    """The formula of the heat, or of the heat that CO2 is computed from; heat on the bill is heat already."""
    if rate.by_heat:
        return _sum([_converted(part, None, "GJ") for part in parts])
    ways = [(part, part.rate.co2_way if for_co2 else part.rate.conversion) for part in parts]
    unit = rate.factor.unit
    return f"{_sum([_converted(part, way, unit) for part, way in ways])} × {number(rate.factor.heat.number)} GJ/{unit}"


def _steps(rate: Rate, parts: tuple[Part, ...], found: Line | GroupRow) -> Iterable[Step]:
    factor = rate.factor
    yield Step("熱量", _heat(rate, parts), found.heat_gj, "GJ")
    if factor.carbon is not None:
        molar = f"{number(rate.co2_mass.number)} ÷ {number(rate.carbon_mass.number)}"
        formula = f"{_heat(rate, parts, for_co2=True)} × {number(factor.carbon.number)} tC/GJ × {molar}"
        yield Step("CO2（基礎・調整後）", formula, found.co2_basic_t, "t-CO2")
    elif factor.co2_basic is not None and factor.co2_adjusted is not None:
        activity = _sum([_converted(part, part.rate.co2_way, factor.co2_per) for part in parts])
        values = (factor.co2_basic.number, factor.co2_adjusted.number)
        texts = [f"{activity} × {number(value)} t-CO2/{factor.co2_per}" for value in values]
        if values[0] == values[1]:
            yield Step("CO2（基礎・調整後）", texts[0], found.co2_basic_t, "t-CO2")
        else:
            yield Step("CO2（基礎）", texts[0], found.co2_basic_t, "t-CO2")
            yield Step("CO2（調整後）", texts[1], found.co2_adjusted_t, "t-CO2")


def _operand(label: str, value: Sourced) -> Operand:
    name = f"{label}（{value.label}）" if value.label else label
    source = f"{value.source} {value.clause}".strip()
    return Operand(name, value.number, value.unit, source, value.status, value.note)


def _operands(rate: Rate, parts: Iterable[Part]) -> Iterable[Operand]:
    for link in dict.fromkeys(link for part in parts for link in part.rate.links):
        yield Operand(link.label, link.value, link.unit, link.source, link.status, link.note)
    factor = rate.factor
    yield _operand("単位発熱量", factor.heat)
    if factor.carbon is not None:
        yield _operand("炭素排出係数", factor.carbon)
        yield _operand("換算", rate.co2_mass)
        yield _operand("換算", rate.carbon_mass)
    if factor.co2_basic is not None and factor.co2_basic == factor.co2_adjusted:
        yield _operand("CO2排出係数", factor.co2_basic)
    else:
        for co2 in (factor.co2_basic, factor.co2_adjusted):
            if co2 is not None:
                yield _operand("CO2排出係数", co2)


def _remarks(rate: Rate, operands: Iterable[Operand]) -> Iterable[str]:
    if rate.factor.provisional:
        yield f"暫定：{rate.factor.reason}"
    else:
        yield rate.factor.reason
    if rate.factor.condition:
        yield f"体積の状態：{rate.factor.condition}"
    yield from rate.remarks
    for operand in operands:
        if operand.status == "未確認":
            yield f"未確認：{operand.label}（{operand.source}）"


def explain(found: Line | GroupRow) -> Explanation:
    """The explanation of a bill line or of a row of the 算定総括表."""
    rate = found.rate
    parts = (Part(found.quantity, found.unit, rate),) if isinstance(found, Line) else found.parts
    operands = tuple(dict.fromkeys(_operands(rate, parts)))
    supplier = f"　{rate.factor.supplier} {rate.factor.menu}".rstrip() if rate.factor.supplier or rate.factor.menu else ""
    month = "" if isinstance(found, GroupRow) else "年間" if found.month is None else f"{found.month}月"
    title = f"{rate.energy.form_name}{supplier}　{found.fiscal_year}年度{month}"
    note = (f"メモ：{found.note}",) if isinstance(found, Line) and found.note else ()
    return Explanation(title, tuple(_steps(rate, parts, found)), operands, (*_remarks(rate, operands), *note))


def explain_total(totals: Totals, rows: Iterable[GroupRow], oil_factor: Sourced, title: str) -> Explanation:
    """The explanation of a total: one step per sum, each naming its rows. `rows`: the groups of the same year and sites."""
    rows = tuple(rows)

    def terms(figures: Iterable[tuple[GroupRow, Decimal]]) -> str:
        return " ＋ ".join(f"{row.energy_name} {number(figure.quantize(_SHOWN, ROUND_HALF_UP))}" for row, figure in figures) or "0"

    gj = terms((row, row.heat_gj) for row in rows)
    steps = (
        Step("熱量の合計", gj, totals.heat_gj, "GJ"),
        Step("原油換算", f"熱量の合計 × {number(oil_factor.number)} kL/GJ", totals.oil_kl, "kL"),
        Step("CO2の合計（基礎）", terms((row, row.co2_basic_t) for row in rows), totals.co2_basic_t, "t-CO2"),
        Step("CO2の合計（調整後）", terms((row, row.co2_adjusted_t) for row in rows), totals.co2_adjusted_t, "t-CO2"),
    )
    marks = (("暫定の係数を使った行があります。", totals.provisional), ("未確認の係数を使った行があります。", totals.unverified))
    remarks = ["各行の数字は小数第3位までの表示です。合計は丸める前の数字から計算しています。"]
    remarks += [text for text, on in marks if on]
    if totals.left_out:
        remarks.append(f"計算に入れられない使用量が{totals.left_out}件あります。")
    return Explanation(title, steps, (_operand("原油換算係数", oil_factor),), tuple(remarks))
