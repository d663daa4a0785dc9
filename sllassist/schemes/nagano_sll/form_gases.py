"""様式1号 個別票 6: other greenhouse gases by kind for the years of a paper, and where their potentials come from.

Source of the rows: `resources/knowledge/gas_groups.csv`. Figures are handed over unrounded; the form's map rounds.
Not for: whether the firm has a duty to report them (`sllassist.schemes.nagano_sll.eligibility`).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sllassist.emissions import GasLine, OtherGases, other_gases
from sllassist.emissions.explain import number
from sllassist.schemes.base import CellValue, Facts
from sllassist.schemes.nagano_sll import facts as of

Rows = tuple[Mapping[str, CellValue], ...]


def gases_of(facts: Facts, fiscal_year: int) -> OtherGases | None:
    """Other gases of the sites in the prefecture in one fiscal year; None where the firm recorded none."""
    found = other_gases(facts.case, facts.knowledge, fiscal_year, of.local_sites(facts))
    return found if found.lines else None


def total_t(facts: Facts, fiscal_year: int) -> Decimal | None:
    """t-CO2 of other gases in the prefecture for a paper on `fiscal_year`: that year's records, else the figure of the duty."""
    found = gases_of(facts, fiscal_year)
    return of.other_gases_t(facts) if found is None else found.co2_t


def content(facts: Facts, shown: Mapping[str, int], due: Iterable[str]) -> tuple[dict[str, CellValue], Rows]:
    """(fields, rows of the table) for the columns `shown` of the form; figures only in the columns `due`.

    Without a record in those years there is no table, and `gases_none` says so, with the total as told where it was.
    """
    years = {column: shown[column] for column in due}
    found = {column: gases for column, year in years.items() if (gases := gases_of(facts, year)) is not None}
    if not found:
        return {"gases_none": _nothing(facts, years)}, ()
    values: dict[str, CellValue] = {f"gases_year_{column}": year for column, year in shown.items()}
    values |= {f"gases_total_t_{column}": gases.co2_t for column, gases in found.items()}
    values["gases_source"] = _source(facts, found.values(), sorted(set(years.values()) - {g.fiscal_year for g in found.values()}))
    rows: Rows = tuple(
        {"kind": f"{group.name}（{group.id}）", **{column: gases.by_group[group.id] for column, gases in found.items()}}
        for group in facts.knowledge.gas_groups.values()
    )
    return values, rows


def _nothing(facts: Facts, years: Mapping[str, int]) -> str:
    told = "・".join(f"{year}年度" for year in years.values())
    said = f"県内の工場等で出たガスの記録（{told}）がないため、種類ごとの排出量は記載していません。"
    newest, total = of.gas_records(facts), facts.case.duty.other_gases_t
    if newest is not None:
        return f"{said}総括票の5の合計は{newest.fiscal_year}年度の記録によります。"
    return said if total is None else f"{said}総括票の5の合計は、入力された値（年 {_plain(total)} t-CO2）です。"


def _plain(value: Decimal) -> str:
    """A figure as told, without idle zeros."""
    text = number(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _source(facts: Facts, found: Iterable[OtherGases], empty: list[int]) -> str:
    """Potentials by source, 未確認 where they are; then what the blanks and noughts mean."""
    lines = [line for gases in found for line in gases.lines]
    texts = []
    for source, verified in dict.fromkeys((line.potential.source, line.potential.verified) for line in lines):
        alike = [line for line in lines if (line.potential.source, line.potential.verified) == (source, verified)]
        texts.append(f"・{_gases(alike)}：{source}{'' if verified else '【未確認】'}")
    blank = f"{'・'.join(f'{year}年度' for year in empty)}はガスの記録がないため空欄です。" if empty else ""
    return "\n".join(["地球温暖化係数の出典", *texts, f"記録のない種類は0としています。{blank}"])


def _gases(lines: Iterable[GasLine]) -> str:
    """2024・2025年度のCH4、HFC-134a."""
    known = list(lines)
    years = sorted({line.record.fiscal_year for line in known})
    gases = dict.fromkeys(line.gas.id for line in known)
    return f"{'・'.join(map(str, years))}年度の{'、'.join(gases)}"
