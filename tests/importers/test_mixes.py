"""A composition of LP gas that has no density for the file's unit: the preview says what is reckoned with instead."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.importing import case_with, look

from sllassist.case.model import Case, EnergySupply, OwnFigure


def _case(mix: str | None, unit: str, *, own: bool = False) -> Case:
    told = OwnFigure(value=Decimal("0.46"), source="ガス会社の通知") if own else None
    supply = EnergySupply(id="g", site_id="s0", energy="lpg", unit=unit, gas_mix=mix, own_density=told)
    return case_with("本館", supplies=[supply])


@pytest.mark.parametrize(
    ("mix", "unit", "told"),
    [
        ("liquid", "m3", ("「液体のLPガス（自動車用など）」", "単位はm3", "「LPガス（プロパン70%・ブタン30%の混合")),
        ("propane", "L", ("「プロパン」", "単位はL", "「液体のLPガス（自動車用など）」")),
    ],
)
def test_a_mix_without_a_density_for_the_unit_is_told(mix: str, unit: str, told: tuple[str, ...]) -> None:
    preview = look(f"年月,LPガス({unit})\n2024/4,100\n2024/5,110\n", _case(mix, unit))
    assert len(preview.records) == 2
    assert len(preview.warnings) == 1
    assert [part for part in told if part not in preview.warnings[0]] == []


@pytest.mark.parametrize(("mix", "unit"), [("liquid", "L"), ("propane", "m3"), ("propane", "kg"), (None, "m3")])
def test_a_mix_that_fits_needs_no_word(mix: str | None, unit: str) -> None:
    assert look(f"年月,LPガス({unit})\n2024/4,100\n", _case(mix, unit)).warnings == ()


def test_a_density_the_supplier_told_comes_before_the_table() -> None:
    assert look("年月,LPガス(m3)\n2024/4,100\n", _case("liquid", "m3", own=True)).warnings == ()


def test_the_summary_counts_the_lines_of_what_was_left_out() -> None:
    preview = look("年月,電気(kWh),備考\n2024/4,100,\n2024/5,110,\n小計,210,\n合計,210,\n", case_with("本館"))
    assert [left.count for left in preview.left_out] == [2, 1]
    assert preview.summary() == "2件の使用量を取り込みます。読まなかったものが2件あります。"
