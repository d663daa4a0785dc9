"""様式1号 計画書 兼 実施状況等報告書: what goes into its fields.

Sources of the labels: `forms/nagano_sll/form1.toml`. Figures are handed over unrounded; the map rounds.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sllassist import messages
from sllassist.case.model import Measure
from sllassist.schemes.base import CellValue, Facts, FormContent, TargetPath
from sllassist.schemes.form_parts import join_address, representative
from sllassist.schemes.nagano_sll import facts as of
from sllassist.schemes.nagano_sll import form_gases
from sllassist.schemes.nagano_sll.target import path as target_path
from sllassist.schemes.nagano_sll.target import plan_years
from sllassist.schemes.targets import HUNDRED, reduction_percent

_ORDINALS = ("第一年度", "第二年度", "第三年度")


def _firm(facts: Facts) -> dict[str, CellValue]:
    firm = facts.case.firm
    return {
        "firm_name": firm.name,
        "representative": representative(firm),
        "firm_address": join_address(firm.prefecture, firm.address),
        "industry": facts.knowledge.industry_label(firm.industry_code) if firm.industry_code else None,
        "corporate_number": firm.corporate_number,
        "capital_yen": firm.capital_yen,
        "employees": firm.employees,
    }


def _period(facts: Facts, report_year: int | None) -> dict[str, CellValue]:
    plan = facts.case.plan
    years = plan_years(plan)
    kind = "計画書" if report_year is None else f"実施状況等報告書（{_ORDINALS[report_year - years[0]]}）"
    return {
        "paper_kind": kind,
        "base_year": plan.base_year,
        "plan_first_year": years[0],
        "plan_last_year": years[-1],
        "organisation_text": plan.organisation_text,
    }


def _energy(facts: Facts, shown: Mapping[str, int], year: int) -> dict[str, CellValue]:
    vehicles = facts.case.duty.vehicles
    values: dict[str, CellValue] = {"duty_other_gases_t": form_gases.total_t(facts, year), "duty_vehicles": vehicles}
    for column, year in shown.items():
        values[f"oil_year_{column}"] = values[f"energy_co2_year_{column}"] = year
        if of.complete(facts, year):
            values[f"oil_kl_{column}"] = of.totals(facts, year).oil_kl
    return values


def _basis(target: TargetPath) -> str:
    method = "基準年度の排出量に対して毎年一定の率" if target.method == "linear" else "前の年に対して毎年一定の率"
    series = "基礎排出量" if target.series == "basic" else "調整後排出量"
    return f"年平均{target.rate_percent.normalize():f}％の削減（{method}、{series}で判定）"


def _target(facts: Facts, target: TargetPath, shown: Mapping[str, int], actual: Mapping[str, int]) -> dict[str, CellValue]:
    plan = facts.case.plan
    last = target.years[-1]
    base = of.totals(facts, target.base_year)
    values: dict[str, CellValue] = {
        "energy_co2_base_year": target.base_year,
        "energy_co2_target_year": last.fiscal_year,
        "energy_co2_base_t": base.co2_basic_t,
        "energy_co2_base_adjusted_t": base.co2_adjusted_t,
        "energy_co2_target_t": last.target_t,
        "energy_co2_target_percent": HUNDRED * (1 - last.target_t / target.base_t) if target.base_t else None,
        "energy_co2_target_basis": _basis(target),
        "energy_co2_target_text": plan.target_text,
        "measures_needed_t": target.base_t - last.target_t,
    }
    allowed = {year.fiscal_year: year.target_t for year in target.years}
    reasons = {note.fiscal_year: note.text for note in plan.change_reasons}
    for column, fiscal_year in shown.items():
        if column != "base":
            values[f"energy_co2_target_t_{column}"] = allowed[fiscal_year]
    for column, fiscal_year in actual.items():
        totals = of.totals(facts, fiscal_year)
        values[f"energy_co2_t_{column}"] = totals.co2_basic_t
        values[f"energy_co2_adjusted_t_{column}"] = totals.co2_adjusted_t
        if column != "base":
            values[f"energy_co2_reduction_percent_{column}"] = reduction_percent(target.base_t, of.series_t(facts, fiscal_year))
        if column in ("year1", "year2"):
            values[f"energy_co2_change_reason_{column}"] = reasons.get(fiscal_year)
        if column == "year3":
            told = [text for text in (reasons.get(fiscal_year), plan.achievement_text) if text]
            values["energy_co2_achievement_text"] = "\n".join(told)
    return values


def _notes(facts: Facts) -> dict[str, CellValue]:
    """The sentences for the blocks a voluntary firm leaves empty."""
    gases = of.param(facts, "duty.other_gases_t")
    cars = of.param(facts, "duty.vehicles")
    few = f"県内の自動車が{Decimal(cars.value):,}{cars.unit}に満たないため記載しません。"
    return {
        "other_gases_note": f"県内の合計が{Decimal(gases.value):,} {gases.unit}以上の事業者だけが記載する欄のため、記載しません。",
        "vehicle_co2_note": f"{few}自動車の燃料は6の1に含めています（未確認）。",
        "priority_note": "重点対策の一覧を確認できていないため記載しません。行う取組は「措置」の表に記載します（未確認）。",
    }


def _measures(facts: Facts, report_year: int | None) -> tuple[Mapping[str, CellValue], ...]:
    """The measures; what came of them only in a report, and only what was done by the end of its year."""

    def done(measure: Measure) -> bool:
        return report_year is not None and measure.actual_year is not None and measure.actual_year <= report_year

    return tuple(
        {
            "number": number,
            "category": (site.name if (site := facts.case.site(measure.site_id or "")) else None) or "全社",
            "content": measure.name,
            "expected_t": measure.expected_t,
            "planned_year": measure.planned_year,
            "actual_t": measure.actual_t if done(measure) else None,
            "actual_year": measure.actual_year if done(measure) else None,
        }
        for number, measure in enumerate(facts.case.measures, 1)
    )


def _total(rows: Iterable[Mapping[str, CellValue]], column: str) -> Decimal | None:
    """The sum of a column (t-CO2); None, a blank cell, where it holds no figure at all."""
    figures = [figure for row in rows if isinstance(figure := row[column], Decimal)]
    return sum(figures, Decimal(0)) if figures else None


def content(facts: Facts, report_year: int | None) -> FormContent:
    """The form as plan (`report_year` None) or as report on that year, with the results up to it."""
    case = facts.case
    years = plan_years(case.plan)
    shown = {"base": case.plan.base_year or 0, **{f"year{index}": year for index, year in enumerate(years[:3], 1)}}
    due = [column for column, year in shown.items() if column == "base" or (report_year is not None and year <= report_year)]
    actual = {column: shown[column] for column in due if of.complete(facts, shown[column])}
    local = [site for site in case.sites if site.id in of.local_sites(facts)]
    year = shown["base"] if report_year is None else report_year
    values = {**_firm(facts), **_period(facts, report_year), **_energy(facts, shown, year), **_notes(facts)}
    target = target_path(facts, year)
    measures = _measures(facts, report_year)
    if target is not None:
        values |= _target(facts, target, shown, actual)
    for column in shown.keys() - actual.keys():
        values.pop(f"oil_kl_{column}", None)
    by_kind, gases = form_gases.content(facts, shown, due)
    values |= by_kind
    values |= {
        "measures_firm_name": case.firm.name,
        "measures_site_names": "、".join(site.name or "" for site in local),
        "measures_expected_total_t": _total(measures, "expected_t"),
        "measures_actual_total_t": _total(measures, "actual_t"),
    }
    kinds = messages.choices("sites.*.kind")
    sites = tuple(
        {
            "number": number,
            "name": site.name,
            "kind": kinds.get(site.kind or "", ""),
            "address": join_address(site.prefecture, site.address),
        }
        for number, site in enumerate(local, 1)
    )
    title = "様式1号 事業活動温暖化対策計画書 兼 実施状況等報告書"
    stem = f"様式1号_計画書兼実施状況等報告書_{case.firm.name or ''}"
    return FormContent("nagano_sll/form1", title, stem, values, {"sites": sites, "measures": measures, "gases": gases})
