"""`assess --json` lets a reader without the program follow every total down to its bills, factors and sources."""

import datetime as dt
import json
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

import pytest
from support.bills import YEAR, bill, case, supply

from sllassist.assessment import assess
from sllassist.case.model import Case, Certificate, Denominator, GasRecord, YearFigure
from sllassist.knowledge import load_knowledge
from sllassist.paths import resource
from sllassist.published import publish

K = load_knowledge()


def published(now: Case) -> dict[str, Any]:
    return json.loads(publish(assess(now, K, dt.date(2026, 11, 20))).model_dump_json())


def sample() -> Case:
    return Case.model_validate(json.loads(resource("samples", "mihon_seiki.json").read_text("utf-8")))


def digits28(value: Fraction) -> Decimal:
    return Context(prec=28).divide(Decimal(value.numerator), Decimal(value.denominator))


def taken_along(told: dict[str, Any], line: dict[str, Any], chain: str) -> Fraction:
    """A bill's quantity along a chain of steps, with the values of the facts they name."""
    facts = {fact["number"]: fact for fact in told["facts"]}
    way = next(way for way in told["ways"] if way["number"] == line["way"])
    value = Fraction(line["quantity"])
    for step in way[chain]:
        operand = Fraction(step["value"] if step["fact"] is None else facts[step["fact"]]["value"])
        value = value / operand if step["sign"] == "÷" else value * operand
    return value


def test_every_total_of_the_sample_follows_from_its_lines_steps_and_facts() -> None:
    told = published(sample())
    assert len(told["lines"]) == 216
    for year in told["years"]:
        own = [line for line in told["lines"] if line["fiscal_year"] == year["fiscal_year"]]
        oil = next(Fraction(fact["value"]) for fact in told["facts"] if fact["number"] == year["oil_fact"])
        for place, total in ((None, year["total"]), *year["sites"].items()):
            lines = [line for line in own if place in (None, line["site"])]
            sums = {c: sum(taken_along(told, line, c) for line in lines) for c in ("heat_gj", "co2_basic_t", "co2_adjusted_t")}
            assert {c: digits28(value) for c, value in sums.items()} == {c: Decimal(total[c]) for c in sums}
            assert digits28(sums["heat_gj"] * oil) == Decimal(total["oil_kl"])
    assert all(fact["source"] for fact in told["facts"])


def test_a_line_says_what_it_is_made_of() -> None:
    record = bill("12000", "L", 1).model_copy(update={"note": "タンク2", "cost_yen": Decimal(1_200_000)})
    told = published(case([supply("heavy_oil_a", "L")], [record]))
    (line,) = told["lines"]
    assert line == {
        "site": "a", "supply": "s", "fiscal_year": 2025, "month": 1, "quantity": "12000", "unit": "L", "cost_yen": "1200000",
        "note": "タンク2", "way": 1, "activity": "12", "heat_gj": "466.8", "co2_basic_t": "33.03388", "co2_adjusted_t": "33.03388",
    }  # fmt: skip
    (way,) = told["ways"]
    assert [(step["sign"], step["value"], step["unit"]) for step in way["heat_gj"]] == [("÷", "1000", "kL"), ("×", "38.9", "GJ")]
    assert [step["sign"] + step["value"] for step in way["co2_basic_t"]] == ["÷1000", "×38.9", "×0.0193", "×44", "÷12"]
    assert (way["energy_name"], way["bill_unit"], way["unit"]) == ("A重油", "L", "kL")
    assert way["reasons"]


def test_a_comparison_adds_up_and_says_why() -> None:
    found = published(sample())["comparisons"]
    assert [(one["base_year"], one["fiscal_year"], one["measure"]) for one in found] == [
        (2024, 2025, "heat_gj"), (2024, 2025, "oil_kl"), (2024, 2025, "co2_basic_t"), (2024, 2025, "co2_adjusted_t"),
    ]  # fmt: skip
    for one in found:
        total = {name: Decimal(value) for name, value in one["total"].items()}
        assert abs(total["quantity_effect"] + total["factor_effect"] - total["change"]) < Decimal("1e-20")
        assert all(row["why"] == "基準年度の、同じ契約の係数" for row in one["supplies"])


def test_intensity_and_its_gaps() -> None:
    values = (YearFigure(fiscal_year=2024, value=Decimal(10)), YearFigure(fiscal_year=2025, value=Decimal(0)))
    denominator = Denominator(id="d", name="生産台数", unit="台", values=values)
    found = published(sample().model_copy(update={"denominators": (denominator,)}))["intensities"]
    co2 = next(one for one in found if one["measure"] == "co2_basic_t")
    first, second = co2["years"]
    assert (co2["unit"], Decimal(first["intensity"]) * 10) == ("t-CO2/台", Decimal(first["figure"]))
    assert (second["intensity"], second["change_percent"], second["complete"]) == (None, None, True)


def test_a_question_comes_with_the_figure_it_proposes() -> None:
    figures = ["31000"] * 11
    records = [bill(figure, "kWh", month) for month, figure in zip(YEAR[1:], figures, strict=True)]
    told = published(case([supply("electricity", "kWh", supplier="A0270")], [bill("31000", "千kWh", 4), *records]))
    (problem,) = [p for p in told["problems"] if p["code"] == "plausibility.slip"]
    assert problem["corrections"] == [{"month": 4, "quantity": "31000", "unit": "kWh"}]
    assert all(p["corrections"] == [] for p in told["problems"] if not p["code"].startswith("plausibility"))


@pytest.mark.parametrize(
    "now", [Case(), case([supply("kerosene", "kg")], [bill("1", "kg", 4)]), case([], [bill("1", "L", 4, name="gone")])],
    ids=["empty", "not countable", "supply gone"],
)  # fmt: skip
def test_what_counts_nothing_still_has_an_answer(now: Case) -> None:
    told = published(now)
    assert told["lines"] == []
    assert all(year["oil_fact"] is None or year["total"]["heat_gj"] == "0" for year in told["years"])


def test_a_comparison_says_which_year_rests_on_a_provisional_factor() -> None:
    power = supply("electricity", "kWh", supplier="A0345")
    told = published(case([power], [bill("1000", "kWh", None, year) for year in (2024, 2025)]))
    marks = {one["measure"]: (one["provisional_years"], one["supplies"][0]["base_provisional"]) for one in told["comparisons"]}
    assert marks == {"heat_gj": ([], False), "oil_kl": ([], False), "co2_basic_t": ([2024], True), "co2_adjusted_t": ([2024], True)}


def test_other_gases_certificates_and_the_edition_are_there_with_their_sources() -> None:
    """2.5 kg R-134a × 1,300 t-CO2/t (AR5, from FY2023) = 3.25 t; a gas in litres has no t-CO2."""
    gases = (
        GasRecord(id="g", site_id="a", gas="HFC-134a", fiscal_year=2025, quantity=Decimal("2.5"), unit="kg", note="補充"),
        GasRecord(id="h", site_id="b", gas="CH4", fiscal_year=2025, quantity=Decimal(1), unit="L"),
    )
    bought = Certificate(id="c", kind="non_fossil", fiscal_year=2025, quantity=Decimal(5000), unit="kWh")
    told = published(case([], []).model_copy(update={"gases": gases, "certificates": (bought,)}))
    counted, left_out = told["gases"]
    fact = next(fact for fact in told["facts"] if fact["number"] == counted["fact"])
    assert (fact["value"], fact["unit"], bool(fact["source"])) == ("1300", "t-CO2/t", True)
    assert [counted[name] for name in ("site", "gas", "quantity", "unit", "note")] == ["a", "HFC-134a", "2.5", "kg", "補充"]
    assert (Decimal(counted["tonnes"]), Decimal(counted["co2_t"])) == (Decimal("0.0025"), Decimal("3.25"))
    assert (left_out["gas"], left_out["tonnes"], left_out["fact"], left_out["co2_t"]) == ("CH4", None, None, None)
    assert told["certificates"] == [
        {"kind": "non_fossil", "name": "非化石証書", "fiscal_year": 2025, "quantity": "5000", "unit": "kWh", "note": None}
    ]
    assert told["edition"]["pack_id"] == K.pack_id
    assert [pack["id"] for pack in told["edition"]["packs"]] == [edition.id for edition in K.editions]
    assert all(pack["title"] for pack in told["edition"]["packs"])


def test_the_edition_is_told_for_every_year_with_bills() -> None:
    assert published(sample())["edition"]["years"] == {"2024": K.pack_id, "2025": K.pack_id}
