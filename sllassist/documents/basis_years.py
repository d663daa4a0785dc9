"""年度の比較 and 原単位 of the 算定根拠 workbook: a change split in two, and figures per denominator.

Not for: the sums they start from (`sllassist.documents.basis_sheets`).
"""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from sllassist import messages
from sllassist.case.model import Case
from sllassist.case.units import kind_of, ratio
from sllassist.documents.basis_gaps import NO_FULL_YEARS, Gaps
from sllassist.documents.basis_sheets import (
    ACTIVITY,
    CO2_ADJUSTED,
    CO2_BASIC,
    LINES,
    TOTALS,
    UNNAMED,
    Placed,
    site_names,
)
from sllassist.documents.table import Formula, Table, Value, cell, on, span
from sllassist.emissions import Ledger
from sllassist.emissions.exact import handed_out
from sllassist.emissions.intensity import Intensity, IntensityYear, intensity
from sllassist.emissions.split import UNITS, Comparison, Effects, Measure, SupplyChange, base_year_of, compare_years

WORDS: Final[dict[Measure, str]] = {
    "heat_gj": "熱量", "oil_kl": "原油換算", "co2_basic_t": "CO2（基礎）", "co2_adjusted_t": "CO2（調整後）",
}  # fmt: skip
_TOTAL_COLUMN: Final[dict[Measure, int]] = {"heat_gj": 3, "oil_kl": 4, "co2_basic_t": 5, "co2_adjusted_t": 6}

_SPLIT_HEAD = (
    "事業所", "エネルギー", "事業者・メニュー", "単位", "基準年度の量", "基準年度の係数", "基準年度の値", "比べる年度の量",
    "比べる年度の係数", "比べる年度の値", "固定する係数", "係数を固定した値", "増減", "使用量の影響", "係数の影響", "固定する係数の考え方",
)  # fmt: skip
_SPLIT_WIDTHS = (20, 18, 30, 8, 14, 12, 12, 14, 12, 12, 12, 14, 12, 12, 12, 60)


def split_sheet(table: Table, case: Case, ledger: Ledger, placed: Placed, told: str, gaps: Gaps) -> None:
    """Every later year against the base year, supply by supply: quantity effect + factor effect = change.

    Quantities and factors are those of 明細 (`placed`), as formulas.
    """
    table.title("年度の比較", told, messages.text("split.method"), messages.text("split.live"))
    base = base_year_of(case, ledger)
    names = site_names(case)
    pairs = [(base, year) for year in ledger.fiscal_years if base is not None and year != base]
    table.widths(_SPLIT_WIDTHS)
    table.wide()
    for base_year, year in pairs:
        basic, adjusted = compare_years(ledger, base_year, year), compare_years(ledger, base_year, year, "co2_adjusted_t")
        alike = [one.effects for one in basic.supplies] == [one.effects for one in adjusted.supplies]
        caveats = [said for one in (base_year, year) if (said := gaps.said(one))]
        for found in (basic,) if alike else (basic, adjusted):
            what = "CO2（基礎・調整後とも）" if alike else WORDS[found.measure]
            warning = [f"{'。'.join(caveats)}。{NO_FULL_YEARS}"] if caveats else []
            if unsure := found.provisional_years:
                warning.append(messages.text("split.provisional", years="・".join(f"{one}年度" for one in unsure)))
            table.title(f"{year}年度と{base_year}年度（基準年度）　{what}　{UNITS[found.measure]}", *warning)
            table.head(_SPLIT_HEAD)
            _block(table, found, names, gaps, placed)
            table.row += 1
    if not pairs:
        table.title("比べる年度の使用量がまだありません。")


def _block(table: Table, found: Comparison, names: dict[str, str], gaps: Gaps, placed: Placed) -> None:
    style = table.styles
    looks = (
        style.text, style.text, style.text, style.text, style.number, style.number, style.figure, style.number, style.number,
        style.figure, style.number, style.figure, style.figure, style.figure, style.figure, style.wrapped,
    )  # fmt: skip
    first = table.row
    for one in found.supplies:
        columns = [_from_lines(found, one, year, placed, table.row) for year in (found.base_year, found.year)]
        table.line(_supply(one, table.row, names, _lacks(found, one, gaps), columns), looks)
    total = found.total
    figures = {6: total.base, 9: total.now, 11: total.fixed, 12: total.change, 13: total.quantity, 14: total.factor}
    values: list[Value] = ["合計", "", "", *[None] * 13]
    for column, value in figures.items():
        summed = f"=SUM({span(column, first, table.row - 1)})" if found.supplies else "=0"
        values[column] = Formula(summed, handed_out(value))
    caveats = [said for year in (found.base_year, found.year) if (said := gaps.said(year))]
    values[15] = "\n".join(part for part in (_percents(total), *caveats) if part)
    table.line(values, [style.sum_text] * 4 + [style.sum] * 11 + [style.sum_wrapped])


def _lacks(found: Comparison, one: SupplyChange, gaps: Gaps) -> str:
    """Months the bills of a supply's energy lack in either year, in words."""
    said = (gaps.months(year, one.supply.site_id, one.energy) for year in (found.base_year, found.year))
    return "、".join(part for part in said if part)


def _percents(total: Effects) -> str:
    own, fixed = total.change_percent, total.fixed_percent
    if own is None or fixed is None:
        return ""
    tenth = Decimal("0.1")
    return f"それぞれの年度の係数で {own.quantize(tenth):+f}％、基準年度の係数に固定して {fixed.quantize(tenth):+f}％"


_Pair = tuple[Value, Value]


def _from_lines(found: Comparison, one: SupplyChange, year: int, placed: Placed, row: int) -> _Pair:
    """Quantity and factor of a supply in a year as formulas over its rows of 明細; as figures where they do not give the two."""
    base = year == found.base_year
    activity, factor = (one.base_activity, one.base_factor) if base else (one.now_activity, one.now_factor)
    lines = placed.supplies.get((year, one.supply.id), [])
    numbers = [number for number, _ in lines]
    if not activity or not lines or numbers[-1] - numbers[0] + 1 != len(lines):
        return activity, factor
    scales = {ratio(line.rate.factor.unit, one.unit) for _, line in lines if kind_of(line.rate.factor.unit) == kind_of(one.unit)}
    basic = found.measure == "co2_basic_t"
    co2 = sum((Fraction(line.co2_basic_t if basic else line.co2_adjusted_t) for _, line in lines), Fraction(0))
    amount = sum((Fraction(line.activity) for _, line in lines), Fraction(0)) * Fraction(min(scales, default=Decimal(0)))
    if len(scales) != 1 or not (_alike(amount, activity) and _alike(co2, activity * factor)):
        return activity, factor
    scale = scales.pop()

    def summed(column: int) -> str:
        return f"SUM({on(LINES, span(column, numbers[0], numbers[-1]))})"

    quantity = f"={summed(ACTIVITY)}" + ("" if scale == 1 else f"*{scale:f}")
    here = cell(row, 4 if base else 7)
    per = f"=IF({here}=0,0,{summed(CO2_BASIC if basic else CO2_ADJUSTED)}/{here})"
    return Formula(quantity, handed_out(activity)), Formula(per, handed_out(factor))


def _alike(one: Fraction, other: Fraction) -> bool:
    """Whether two figures are the same but for the last of 28 digits."""
    return abs(one - other) <= abs(other) / 10**20


def _supply(one: SupplyChange, row: int, names: dict[str, str], lacks: str, columns: list[_Pair]) -> list[Value]:
    effects = one.effects
    basis = messages.text(f"split.{one.basis}")
    marks = [lacks] if lacks else []
    marks += ["基準年度の係数は暫定"] if one.base_provisional else []
    marks += ["比べる年度の係数は暫定"] if one.now_provisional else []

    def at(column: int) -> str:
        return cell(row, column)

    own = {"own": 5, "left": 5, "year": 8}.get(one.basis)  # the column whose factor is held fixed
    fixed = one.fixed_factor if own is None else Formula(f"={at(own)}", handed_out(one.fixed_factor))

    return [
        names.get(one.supply.site_id, UNNAMED), one.energy_name, " ".join(dict.fromkeys(p for p in (one.supplier, one.menu) if p)),
        one.unit, *columns[0], Formula(f"={at(4)}*{at(5)}", handed_out(effects.base)),
        *columns[1], Formula(f"={at(7)}*{at(8)}", handed_out(effects.now)),
        fixed, Formula(f"={at(7)}*{at(10)}", handed_out(effects.fixed)),
        Formula(f"={at(9)}-{at(6)}", handed_out(effects.change)), Formula(f"={at(11)}-{at(6)}", handed_out(effects.quantity)),
        Formula(f"={at(9)}-{at(11)}", handed_out(effects.factor)), f"{basis}（{'、'.join(marks)}）" if marks else basis,
    ]  # fmt: skip


def intensity_sheet(table: Table, case: Case, ledger: Ledger, year_rows: dict[int, int], told: str, gaps: Gaps) -> None:
    """CO2 and crude oil per denominator, year by year, from the totals of 合計."""
    style = table.styles
    table.title("原単位", told, "分母が入力されていない年度と0の年度は空欄です。")
    base = base_year_of(case, ledger)
    table.head(
        ("分母", "何を割るか", "年度", "値", "分母の値", "原単位", "単位", "前年度との差 ％", "基準年度との差 ％", "12か月そろっているか"),
        (24, 16, 8, 14, 14, 16, 16, 14, 14, 56),
    )
    looks = (
        style.text, style.text, style.whole, style.figure, style.number, style.number, style.text, style.percent, style.percent,
        style.wrapped,
    )  # fmt: skip
    if not case.denominators:
        table.title("分母（生産量・売上高・床面積・人数など）がまだ入力されていません。")
    for denominator in case.denominators:
        for measure in ("co2_basic_t", "oil_kl"):
            found = intensity(case, ledger, denominator, measure, base_year=base)
            rows = {year.fiscal_year: table.row + n for n, year in enumerate(found.years)}
            for year in found.years:
                table.line(_intensity_row(found, year, rows, year_rows, gaps.said(year.fiscal_year)), looks)


def _intensity_row(
    found: Intensity, year: IntensityYear, rows: dict[int, int], year_rows: dict[int, int], gap: str
) -> list[Value]:
    row, total = rows[year.fiscal_year], year_rows.get(year.fiscal_year)
    figure = per = None
    if total is not None:
        figure = Formula(f"={on(TOTALS, cell(total, _TOTAL_COLUMN[found.measure]))}", year.figure)
        per = Formula(f'=IF(N({cell(row, 4)})=0,"",{cell(row, 3)}/{cell(row, 4)})', year.intensity)
    base = rows.get(found.base_year) if found.base_year is not None else None
    return [
        found.denominator.name or "名称未入力", f"{WORDS[found.measure]} {UNITS[found.measure]}", year.fiscal_year, figure, year.value,
        per, found.unit, _change(row, rows.get(year.fiscal_year - 1), year.change_percent),
        _change(row, base, year.since_base_percent), gap or "そろっています",
    ]  # fmt: skip


def _change(row: int, other: int | None, value: Decimal | None) -> Formula | None:
    """Percent against another row's intensity; nothing to compute where there is none, or it is the row itself."""
    if other is None or other == row or value is None:
        return None
    then, now = cell(other, 5), cell(row, 5)
    return Formula(f"=({now}-{then})/{then}*100", value)
