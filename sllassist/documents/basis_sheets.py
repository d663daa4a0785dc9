"""合計, 明細 and 係数と出典 of the 算定根拠 workbook: bills, how they are counted, and their sums.

Not for: comparing years (`sllassist.documents.basis_years`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from sllassist.case.model import Case, EnergyRecord
from sllassist.documents.basis_gaps import Gaps
from sllassist.documents.table import Formula, Table, Value, cell, fixed_cell, on, span
from sllassist.emissions import Ledger, Totals
from sllassist.emissions.basis import Basis, BasisLine, Chain, Way, words
from sllassist.emissions.entries import Line

TOTALS, LINES, FACTS, SPLIT, INTENSITY = "合計", "明細", "係数と出典", "年度の比較", "原単位"
UNNAMED = "名称未入力の事業所"
_RAW = "表示は小数第3位まで、計算は丸める前の数字です。"


def site_names(case: Case) -> dict[str, str]:
    """Names of the sites, by id."""
    return {site.id: site.name or UNNAMED for site in case.sites}


def month_words(month: int | None) -> str:
    """4月, 年間 for a whole year."""
    return "年間" if month is None else f"{month}月"


# --- 係数と出典 ---------------------------------------------------------------------------------------------------------------


def facts_sheet(table: Table, basis: Basis, told: str) -> dict[int, str]:
    """Every number of the outside world with its source; gives the place of each value by the fact's number."""
    style = table.styles
    table.title("係数と出典", told, "「明細」の計算は、この表の値を参照しています。")
    labels = ("番号", "何の値か", "値", "単位", "使う年度", "状態", "出典", "備考")
    table.head(labels, (6, 46, 12, 16, 20, 8, 70, 60))
    table.repeat_head()
    looks = (style.whole, style.wrapped, style.number, style.text, style.text, style.text, style.wrapped, style.wrapped)
    places = {}
    for fact in basis.facts:
        values = (fact.number, fact.label, fact.value, fact.unit, fact.period, fact.status, fact.source, fact.note)
        row = table.line(values, looks)
        places[fact.number] = on(FACTS, fixed_cell(row, 2))
    _reasons(table, basis)
    return places


def _reasons(table: Table, basis: Basis) -> None:
    """Why each way of counting takes its factors."""
    style = table.styles
    table.row += 1
    table.head(("計算", "エネルギー・事業者", "請求書の単位", "", "年度", "状態", "係数を選んだ理由", "計算のしかた"))
    looks = (style.whole, style.wrapped, style.text, style.text, style.whole, style.text, style.wrapped, style.wrapped)
    for way in basis.ways:
        factor = way.rate.factor
        state = "暫定" if factor.provisional else "未確認" if way.rate.unverified else "確認済"
        name = " ".join(part for part in (way.rate.energy.form_name, factor.supplier, factor.menu) if part)
        heat = f"熱量＝使用量 {words(way.heat)}"
        co2 = "" if way.co2_basic is None else f"　CO2（基礎）＝使用量 {words(way.co2_basic)}"
        values = (way.number, name, way.rate.conversion.unit, "", factor.fiscal_year, state, "".join(way.reasons), heat + co2)
        table.line(values, looks)


# --- 明細 ---------------------------------------------------------------------------------------------------------------------

_LINE_HEAD = (
    "年度", "事業所", "エネルギー", "事業者・メニュー", "月", "使用量", "単位", "換算", "係数の単位での量", "その単位",
    "単位発熱量", "熱量 GJ", "炭素排出係数", "CO2排出係数（基礎）", "CO2排出係数（調整後）", "CO2（基礎）t", "CO2（調整後）t", "計算",
    "出典番号", "金額 円", "状態", "メモ・理由",
)  # fmt: skip
_LINE_WIDTHS = (7, 20, 18, 30, 6, 13, 8, 18, 14, 8, 10, 12, 10, 12, 12, 12, 12, 6, 14, 12, 8, 40)
_QUANTITY, ACTIVITY, _HEAT_VALUE, _HEAT, _CARBON, _BASIC, _ADJUSTED = 5, 8, 10, 11, 12, 13, 14
CO2_BASIC, CO2_ADJUSTED = 15, 16


@dataclass(slots=True)
class Placed:
    """Rows of 明細 by fiscal year, site and energy: first and last; and of each supply by year, with what stands in them."""

    rows: dict[tuple[int, str, str], tuple[int, int]] = field(default_factory=dict)
    supplies: dict[tuple[int, str], list[tuple[int, Line]]] = field(default_factory=dict)


def _key(item: BasisLine) -> tuple[int, str, str]:
    return item.line.fiscal_year, item.line.site_id, item.line.energy


def lines_sheet(table: Table, case: Case, ledger: Ledger, basis: Basis, facts: dict[int, str], told: str) -> Placed:
    """Every bill line with its conversion, factors and formulas; below them the bills that are in no total."""
    style = table.styles
    table.title("明細", told, f"1行が請求書1枚分です。{_RAW}出典番号は「係数と出典」の番号です。")
    table.head(_LINE_HEAD, _LINE_WIDTHS)
    table.wide()
    table.repeat_head()
    names = site_names(case)
    head = table.row - 1
    looks = (
        style.whole, style.text, style.text, style.text, style.text, style.number, style.text, style.text, style.number, style.text,
        style.number, style.figure, style.number, style.number, style.number, style.figure, style.figure, style.whole, style.text,
        style.number, style.text, style.wrapped,
    )  # fmt: skip
    placed = Placed()
    for key, items in groupby(basis.lines, _key):
        first = table.row
        for item in items:
            placed.supplies.setdefault((item.line.fiscal_year, item.line.supply_id), []).append((table.row, item.line))
            table.line(_line(item, table.row, names, facts), looks)
        placed.rows[key] = (first, table.row - 1)
    if basis.lines:
        table.sheet.autofilter(head, 0, table.row - 1, len(_LINE_HEAD) - 1)
    _uncounted(table, case, ledger, basis.uncounted, names)
    return placed


def _line(item: BasisLine, row: int, names: dict[str, str], facts: dict[int, str]) -> list[Value]:
    line, way = item.line, item.way
    factor = line.rate.factor
    state = "暫定" if line.provisional else "未確認" if line.unverified else "確認済"
    supplier = " ".join(dict.fromkeys(part for part in (factor.supplier, factor.menu) if part))
    quantity, activity, heat = cell(row, _QUANTITY), cell(row, ACTIVITY), cell(row, _HEAT)
    heat_value = Formula(f"={facts[fact]}", factor.heat.number) if (fact := _fact_of(way.heat)) else None
    heat_text = f"={activity}*{cell(row, _HEAT_VALUE)}" if way.plain else f"={quantity}{_written(way.heat, facts)}"
    carbon = basic = adjusted = None
    if way.co2_basic is not None and way.co2_adjusted is not None:
        if factor.carbon is not None:
            carbon = Formula(f"={facts[way.co2_basic[-3].fact or 0]}", factor.carbon.number)
        else:
            basic = Formula(f"={facts[way.co2_basic[-1].fact or 0]}", way.co2_basic[-1].value)
            adjusted = Formula(f"={facts[way.co2_adjusted[-1].fact or 0]}", way.co2_adjusted[-1].value)
    return [
        line.fiscal_year, names.get(line.site_id, UNNAMED), line.rate.energy.form_name, supplier, month_words(line.month),
        line.quantity, line.unit, words(way.activity), Formula(f"={quantity}{_written(way.activity, facts)}", line.activity),
        factor.unit, heat_value, Formula(heat_text, line.heat_gj), carbon, basic, adjusted,
        _co2(way, way.co2_basic, line.co2_basic_t, (quantity, heat, cell(row, _CARBON), cell(row, _BASIC)), facts),
        _co2(way, way.co2_adjusted, line.co2_adjusted_t, (quantity, heat, cell(row, _CARBON), cell(row, _ADJUSTED)), facts),
        way.number, "、".join(map(str, way.facts)), item.cost_yen, state, line.note or "",
    ]  # fmt: skip


def _fact_of(heat: Chain) -> int | None:
    """The fact of the heat value, which is the last step of a heat that is not on the bill already."""
    return heat[-1].fact if heat else None


def _written(chain: Chain, facts: dict[int, str]) -> str:
    """A chain as the rest of a formula: /1000*'係数と出典'!$C$5."""
    return "".join(f"{'/' if op.divide else '*'}{facts[op.fact] if op.fact else f'{op.value:f}'}" for op in chain)


def _co2(way: Way, chain: Chain | None, value: Decimal, places: tuple[str, str, str, str], facts: dict[int, str]) -> Formula | None:
    """CO2 from the row's own heat or factor where it starts from the same amount, else from the quantity."""
    if chain is None:
        return None
    quantity, heat, carbon, factor = places
    if way.rate.factor.carbon is None:
        return Formula(f"={quantity}{_written(chain[:-1], facts)}*{factor}", value)
    if way.plain:
        return Formula(f"={heat}*{carbon}{_written(chain[-2:], facts)}", value)
    return Formula(f"={quantity}{_written(chain[:-3], facts)}*{carbon}{_written(chain[-2:], facts)}", value)


def _uncounted(table: Table, case: Case, ledger: Ledger, records: Iterable[EnergyRecord], names: dict[str, str]) -> None:
    """Bills that are in no total, and why."""
    found = list(records)
    if not found:
        return
    style = table.styles
    table.row += 1
    table.title("合計に入れていない使用量")
    table.head(("年度", "事業所", "エネルギー", "", "月", "使用量", "単位", "理由"))
    looks = (style.whole, style.text, style.text, style.text, style.text, style.number, style.text, style.text)
    for record in found:
        supply = case.supply(record.supply_id)
        energy = ledger.knowledge.energies.get(supply.energy) if supply else None
        apart = energy is not None and not energy.counted
        why = "売った電気などは合計に入れません" if apart else "係数か単位が決まらないため、計算できません"
        site = names.get(supply.site_id, UNNAMED) if supply else UNNAMED
        name = energy.form_name if energy else (supply.energy if supply else "列が見つかりません")
        table.line(
            (record.fiscal_year, site, name, "", month_words(record.month), record.quantity, record.unit, why), looks
        )


# --- 合計 ---------------------------------------------------------------------------------------------------------------------


_TOTAL_HEAD = ("年度", "事業所", "エネルギー", "熱量 GJ", "原油換算 kL", "CO2（基礎）t", "CO2（調整後）t", "状態")
_ALL = "すべて"


def totals_sheet(
    table: Table, case: Case, ledger: Ledger, basis: Basis, placed: Placed, facts: dict[int, str], told: str, gaps: Gaps
) -> dict[int, int]:
    """Totals per year, per site, and per energy; each sums the rows below it, the last the bills. Gives the rows of the years."""
    table.title("合計", told, f"{_RAW}各行の式をたどると「明細」の請求書まで行けます。")
    names = site_names(case)
    years = list(dict.fromkeys(year for year, _, _ in placed.rows))
    sites = list(dict.fromkeys((year, site_id) for year, site_id, _ in placed.rows))
    first_of_sites = table.row + 1 + len(years) + 2
    first_of_energies = first_of_sites + 1 + len(sites) + 2
    energy_rows = {key: first_of_energies + 1 + n for n, key in enumerate(placed.rows)}
    site_rows = {key: first_of_sites + 1 + n for n, key in enumerate(sites)}
    year_rows = {}
    table.head(_TOTAL_HEAD, (8, 26, 26, 16, 14, 16, 16, 56))
    for year in years:
        rows = [energy_rows[key] for key in energy_rows if key[0] == year]
        year_rows[year] = _total(table, (year, "全社", _ALL), ledger.total(year), rows, facts[basis.oil[year]], gaps.said(year))
    table.row = first_of_sites
    table.head(_TOTAL_HEAD)
    for year, site_id in site_rows:
        rows = [row for key, row in energy_rows.items() if key[:2] == (year, site_id)]
        total = ledger.total(year, site_ids={site_id})
        told_of_site = (year, names.get(site_id, UNNAMED), _ALL)
        _total(table, told_of_site, total, rows, facts[basis.oil[year]], gaps.said(year, site_id))
    table.row = first_of_energies
    table.head(_TOTAL_HEAD)
    for (year, site_id, energy), (first, last) in placed.rows.items():
        found = ledger.total(year, site_ids={site_id}, energy=energy)
        name = ledger.knowledge.energies[energy].form_name
        told_of_use, gap = (year, names.get(site_id, UNNAMED), name), gaps.said(year, site_id, energy)
        _total(table, told_of_use, found, (first, last), facts[basis.oil[year]], gap, on_lines=True)
    return year_rows


def _total(
    table: Table, told: tuple[int, str, str], total: Totals, rows: list[int] | tuple[int, int], oil: str, gap: str,
    *, on_lines: bool = False,
) -> int:  # fmt: skip
    """One total over neighbouring rows of this sheet, or of 明細; `gap` says what it lacks."""
    style = table.styles
    here = table.row

    def summed(column: int, own: int, value: Decimal) -> Formula:
        place = span(column if on_lines else own, min(rows), max(rows))
        return Formula(f"=SUM({on(LINES, place) if on_lines else place})", value)

    marks = [text for text, is_on in (("暫定の係数あり", total.provisional), ("未確認の係数あり", total.unverified)) if is_on]
    marks += [f"計算に入れられない使用量 {total.left_out}件"] if total.left_out else []
    state = "\n".join(part for part in (gap, "、".join(marks)) if part)
    values: list[Value] = [
        *told, summed(_HEAT, 3, total.heat_gj), Formula(f"={cell(here, 3)}*{oil}", total.oil_kl),
        summed(CO2_BASIC, 5, total.co2_basic_t), summed(CO2_ADJUSTED, 6, total.co2_adjusted_t), state,
    ]  # fmt: skip
    looks = [style.whole, style.text, style.text, *[style.figure] * 4, style.wrapped]
    return table.line(values, looks)
