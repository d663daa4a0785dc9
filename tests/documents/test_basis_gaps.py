"""A year that is not over or lacks months says so beside every total of the 算定根拠 workbook; a whole year says nothing."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from support.bills import bill, case, full_year, supply

from sllassist.assessment import assess
from sllassist.case.model import Case, Denominator, EnergyRecord, Plan, YearFigure
from sllassist.documents.basis_workbook import basis_workbook
from sllassist.knowledge import load_knowledge

K = load_knowledge()
TODAY = dt.date(2026, 11, 20)
TOTALS, SPLIT, INTENSITY = "合計", "年度の比較", "原単位"
MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)


def told(records: list[EnergyRecord], *, energies: tuple[str, ...] = ("kerosene",)) -> Case:
    supplies = [supply(energy, "kWh" if energy.startswith("electricity") else "L", energy) for energy in energies]
    values = tuple(YearFigure(fiscal_year=year, value=Decimal(100)) for year in (2024, 2025, 2026))
    found = case(supplies, records)
    return found.model_copy(update={"denominators": (Denominator(id="d", name="台数", unit="台", values=values),)})


def months(count: int, year: int, name: str = "kerosene", unit: str = "L") -> list[EnergyRecord]:
    return [bill("100", unit, month, year, name) for month in MONTHS[:count]]


def sheets(now: Case, as_of: dt.date = TODAY) -> dict[str, list[list[str]]]:
    """Every row of every sheet as texts."""
    book = openpyxl.load_workbook(io.BytesIO(basis_workbook(assess(now, K, as_of))), data_only=True)
    return {page.title: [[str(c or "") for c in row] for row in page.iter_rows(values_only=True)] for page in book.worksheets}


def states(found: dict[str, list[list[str]]], year: int) -> list[str]:
    """状態 of every total of a year: the firm's, the site's, the energy's."""
    return [row[7].split("\n")[0] for row in found[TOTALS] if row[0] == str(year)]


def test_ten_months_of_a_running_year_are_said_beside_every_total() -> None:
    found = sheets(told([*full_year("100", "L", 2025, "kerosene"), *months(10, 2026)]))
    assert states(found, 2026) == ["2026年度は10か月分の途中の合計です"] * 3
    assert [state for state in states(found, 2025) if "合計です" in state] == []
    (row,) = [row for row in found[SPLIT] if row[0] == "合計"]
    assert "2026年度は10か月分の途中の合計です" in row[15]
    title = next(number for number, row in enumerate(found[SPLIT]) if row[0].startswith("2026年度と2025年度"))
    assert found[SPLIT][title + 1][0] == (
        "2026年度は10か月分の途中の合計です。12か月分がそろっていない年度があるため、1年どうしの比較にはなりません。"
    )
    (part,) = [row for row in found[SPLIT] if row[1] == "灯油"]
    assert part[15].endswith("（2026年度は10か月分）")
    marks = {row[2]: row[9] for row in found[INTENSITY] if row[0] == "台数"}
    assert marks == {
        "2024": "2024年度の使用量はまだありません", "2025": "そろっています", "2026": "2026年度は10か月分の途中の合計です",
    }  # fmt: skip


@pytest.mark.parametrize("count", [1, 11, 12])
def test_a_finished_year_is_whole_with_twelve_months(count: int) -> None:
    said = "" if count == 12 else f"2025年度は{count}か月分の合計です（1年分ではありません）"
    assert set(states(sheets(told(months(count, 2025))), 2025)) == {said}


@pytest.mark.parametrize(
    ("as_of", "said"), [(dt.date(2026, 3, 31), "2025年度はまだ終わっていない途中の合計です"), (dt.date(2026, 4, 1), "")]
)
def test_a_year_is_running_until_its_last_day_is_over(as_of: dt.date, said: str) -> None:
    """A figure for the whole year fills twelve months before they are over."""
    assert set(states(sheets(told([bill("1200", "L", None, 2025, "kerosene")]), as_of), 2025)) == {said}


def test_energies_of_unlike_months_are_told_apart() -> None:
    now = told(
        [*months(10, 2026), *months(8, 2026, "diesel"), *months(7, 2026, "electricity_sold", "kWh")],
        energies=("kerosene", "diesel", "electricity_sold"),
    )
    both = "2026年度は8〜10か月分の途中の合計です（少ないもの：本社工場の軽油）"
    alone = ["2026年度は10か月分の途中の合計です", "2026年度は8か月分の途中の合計です"]
    assert states(sheets(now), 2026) == [both, both, *alone]


def test_an_energy_without_any_bill_of_the_year_is_a_gap() -> None:
    now = told(full_year("100", "L", 2025, "kerosene"), energies=("kerosene", "diesel"))
    assert states(sheets(now), 2025)[0] == "2025年度は0〜12か月分の合計です（少ないもの：本社工場の軽油）"


def test_a_base_year_that_lacks_months_is_said_too() -> None:
    now = told([*months(9, 2024), *full_year("100", "L", 2025, "kerosene")])
    now = now.model_copy(update={"plan": Plan(base_year=2024)})
    found = sheets(now)[SPLIT]
    assert any(row[0].startswith("2024年度は9か月分の合計です（1年分ではありません）。12か月分が") for row in found)
    (total,) = [row for row in found if row[0] == "合計"]
    assert "2024年度は9か月分の合計です" in total[15]


def test_whole_years_are_compared_without_a_word() -> None:
    now = told([*full_year("100", "L", 2024, "kerosene"), *full_year("90", "L", 2025, "kerosene")])
    whole = "\n".join(text for rows in sheets(now).values() for row in rows for text in row)
    assert "合計です" not in whole
    assert "比較にはなりません" not in whole
