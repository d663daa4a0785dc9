"""A kept result stays as it was computed; what would come of it now is shown, never taken over by itself."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from support.bills import bill, case, full_year, supply
from support.packs import change, info, tables, year_2026

from sllassist.case.model import Case
from sllassist.emissions import build_ledger
from sllassist.emissions.pins import compare_pins, pin_of, pin_year, unpin_year
from sllassist.knowledge import Knowledge, load_knowledge
from sllassist.knowledge.installed import install_pack
from sllassist.knowledge.packs import make_pack

K = load_knowledge()
DAY = dt.date(2027, 5, 10)


def bills(quantity: str = "1000") -> Case:
    """Twelve months of power and of kerosene in FY2026, for which only provisional factors of power are at hand."""
    supplies = [supply("electricity", "kWh", supplier="A0270"), supply("kerosene", "L", "k")]
    return case(supplies, [*full_year(quantity, "kWh", 2026), *full_year("100", "L", 2026, "k")])


def pinned(knowledge: Knowledge = K) -> Case:
    return pin_year(bills(), build_ledger(bills(), knowledge), knowledge, 2026, DAY)


def newer(tmp_path: Path) -> Knowledge:
    make_pack(year_2026(tmp_path / "k"), tmp_path / "p.zip", info())
    return load_knowledge(install_pack(tmp_path / "p.zip", tmp_path / "packs"))


def notes(told: Case, knowledge: Knowledge) -> list[tuple[str, str, str]]:
    return [(p.level, p.code, p.path) for p in build_ledger(told, knowledge).problems if p.code.startswith("pins.")]


def test_a_pin_holds_the_totals_the_day_and_the_edition() -> None:
    """12,000 kWh × 0.000411 + 1.2 kL × 36.5 × 0.0187 × 44/12; GJ: 12 × 8.64 + 1.2 × 36.5."""
    (pin,) = pinned().pins
    assert (pin.fiscal_year, pin.pinned_on, pin.pack) == (2026, DAY, K.pack_id)
    assert (pin.heat_gj, pin.oil_kl) == (Decimal("147.48"), Decimal("3.804984"))
    assert pin.co2_basic_t == pin.co2_adjusted_t == Decimal("4.932") + Decimal("3.00322")
    assert pin_of(pinned(), 2026) == pin
    assert pin_of(pinned(), 2025) is None


def test_the_same_bills_and_factors_differ_in_nothing() -> None:
    told = pinned()
    assert compare_pins(told, build_ledger(told, K), K) == ()
    assert notes(told, K) == []


def test_newer_factors_are_shown_and_leave_the_pin_as_it_is(tmp_path: Path) -> None:
    """12,000 kWh × (0.000411 → 0.000405 basic, 0.000401 adjusted): 0.072 and 0.12 t less."""
    told, new = pinned(), newer(tmp_path)
    (found,) = compare_pins(told, build_ledger(told, new), new)
    assert (found.pin, found.other_edition) == (told.pins[0], True)
    assert [(c.figure, c.before - c.after) for c in found.changes] == [
        ("co2_basic_t", Decimal("0.072")), ("co2_adjusted_t", Decimal("0.120")),
    ]  # fmt: skip
    (note,) = [p for p in build_ledger(told, new).problems if p.code == "pins.differs"]
    assert (note.level, note.path) == ("note", "pins.2026")
    assert "2027-05-10に確定したときと違う係数では変わります（CO2（基礎） 7.935 → 7.863 t-CO2、" in note.message
    assert "新しい結果に替えるか、確定した結果のままにするかを選んでください" in note.message
    assert told.pins == pinned().pins


def test_pinning_anew_takes_the_new_result_over(tmp_path: Path) -> None:
    told, new = pinned(), newer(tmp_path)
    again = pin_year(told, build_ledger(told, new), new, 2026, dt.date(2028, 2, 1))
    assert [(p.fiscal_year, p.pack, p.pinned_on) for p in again.pins] == [(2026, new.pack_id, dt.date(2028, 2, 1))]
    assert notes(again, new) == []
    assert notes(again, K) == [("note", "pins.differs", "pins.2026")]


def test_changed_bills_are_told_apart_from_changed_factors() -> None:
    told = bills("1001").model_copy(update={"pins": pinned().pins})
    (found,) = compare_pins(told, build_ledger(told, K), K)
    assert found.other_edition is False
    assert notes(told, K) == [("note", "pins.differs_bills", "pins.2026")]


def test_a_new_edition_that_changes_nothing_here_says_nothing(tmp_path: Path) -> None:
    tables(tmp_path / "knowledge", "fuels.csv")
    change(tmp_path / "knowledge" / "fuels.csv", "diesel,軽油,kL,,38.0,", "diesel,軽油,kL,,38.1,")
    other = load_knowledge(tmp_path)
    assert other.pack_id != K.pack_id
    assert notes(pinned(), other) == []


def test_pins_of_several_years_stand_in_order_and_can_be_let_go() -> None:
    told = bills()
    told = told.model_copy(update={"records": (*told.records, bill("5", "L", None, 2024, "k"))})
    ledger = build_ledger(told, K)
    both = pin_year(pin_year(told, ledger, K, 2026, DAY), ledger, K, 2024, DAY)
    assert [pin.fiscal_year for pin in both.pins] == [2024, 2026]
    assert [pin.fiscal_year for pin in unpin_year(both, 2024).pins] == [2026]
    assert unpin_year(told, 2024) == told


def test_a_pin_survives_its_file() -> None:
    told = pinned()
    again = Case.model_validate_json(told.model_dump_json())
    assert again.pins == told.pins
    assert notes(again, K) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "changes"),
    [
        ("electricity.csv", "メニューB(残差),0.000411,0.000411", "メニューB(残差),0.000412,0.000411", True),
        ("city_gas.csv", "代替値,,2.05,2.05", "代替値,,2.06,2.05", True), ("lpg_density.csv", ",m3,502,", ",m3,501,", True),
        ("constants.toml", "value = 0.0258,", "value = 0.0259,", True), ("gas_volume.csv", "1.06911", "1.06912", True),
        ("industries.csv", "金属製品製造業", "金属", False), ("prefectures.csv", "長野県", "長野", False),
    ],
)  # fmt: skip
def test_the_edition_changes_with_any_table_results_rest_on(tmp_path: Path, file: str, old: str, new: str, changes: bool) -> None:
    tables(tmp_path / "knowledge", file)
    path = tmp_path / "knowledge" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    assert (load_knowledge(tmp_path).pack_id != K.pack_id) == changes


def test_the_edition_of_the_program_is_named() -> None:
    assert K.pack_id.startswith("standard-2026-11-")
    assert [(e.title, e.made_on) for e in K.editions] == [("プログラムに付属の係数（2026年11月）", dt.date(2026, 11, 20))]
