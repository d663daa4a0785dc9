"""What another edition of the factors changes is told per year, with both figures and the reason, before anything is done."""

from decimal import Decimal
from pathlib import Path

from support.bills import bill, case, supply
from support.packs import OWN, change, info, tables, year_2026

from sllassist.case.model import Case
from sllassist.emissions import build_ledger
from sllassist.emissions.updates import differences
from sllassist.knowledge import Knowledge, load_knowledge
from sllassist.knowledge.installed import install_pack
from sllassist.knowledge.packs import make_pack

K = load_knowledge()


def with_2026(tmp_path: Path) -> Knowledge:
    make_pack(year_2026(tmp_path / "k"), tmp_path / "p.zip", info())
    return load_knowledge(install_pack(tmp_path / "p.zip", tmp_path / "packs"))


def replaced(tmp_path: Path, file: str, old: str, new: str) -> Knowledge:
    """The facts with one of our tables changed in one place."""
    tables(tmp_path / "knowledge", file)
    change(tmp_path / "knowledge" / file, old, new)
    return load_knowledge(tmp_path)


def electricity(*years: int) -> Case:
    supplies = [supply("electricity", "kWh", supplier="A0270"), supply("kerosene", "L", "k")]
    records = [bill("100000", "kWh", None, year) for year in years] + [bill("1000", "L", None, year, "k") for year in years]
    return case(supplies, records)


def test_only_the_year_with_a_new_list_changes(tmp_path: Path) -> None:
    """100,000 kWh × (0.000411 → 0.000405, adjusted 0.000401) = 41.1 → 40.5, 40.1 t; kerosene 2.502683… t stays."""
    new = with_2026(tmp_path)
    (found,) = differences(K, new, electricity(2025, 2026))
    assert found.fiscal_year == 2026
    assert [(c.figure, c.label, c.unit, c.before - c.after) for c in found.changes] == [
        ("co2_basic_t", "CO2（基礎）", "t-CO2", Decimal("0.6")), ("co2_adjusted_t", "CO2（調整後）", "t-CO2", Decimal("1.0")),
    ]  # fmt: skip
    assert found.changes[0].before == Decimal("41.1") + Decimal("2.502683333333333333333333333")
    (reason,) = found.reasons
    assert reason == (
        "本社工場の電気（中部電力ミライズ(株)）：基礎排出係数が 0.000411 t-CO2/kWh から 0.000405 t-CO2/kWh に変わります、"
        "調整後排出係数が 0.000411 t-CO2/kWh から 0.000401 t-CO2/kWh に変わります、暫定の係数が公表値に替わります"
    )


def test_the_same_factors_change_nothing(tmp_path: Path) -> None:
    assert differences(K, K, electricity(2025, 2026)) == ()
    assert differences(K, with_2026(tmp_path), electricity(2025)) == ()
    assert differences(K, K, Case()) == ()


def test_looking_at_the_difference_computes_nothing_anew(tmp_path: Path) -> None:
    told = electricity(2026)
    ledger = build_ledger(told, K)
    before = ledger.total(2026)
    differences(K, with_2026(tmp_path), told)
    assert (ledger.total(2026), build_ledger(told, K).total(2026)) == (before, before)


def test_a_changed_heat_value_changes_everything_that_rests_on_it(tmp_path: Path) -> None:
    new = replaced(tmp_path, "fuels.csv", "kerosene,灯油,kL,,36.5,", "kerosene,灯油,kL,,36.6,")
    (found,) = differences(K, new, electricity(2025))
    assert [(c.figure, c.after - c.before) for c in found.changes[:2]] == [
        ("heat_gj", Decimal("0.1")), ("oil_kl", Decimal("0.00258"))
    ]  # fmt: skip
    assert [c.figure for c in found.changes] == ["heat_gj", "oil_kl", "co2_basic_t", "co2_adjusted_t"]
    assert found.reasons == ("本社工場の灯油：単位発熱量が 36.5 GJ/kL から 36.6 GJ/kL に変わります",)


def test_a_changed_conversion_is_a_reason(tmp_path: Path) -> None:
    new = replaced(tmp_path, "lpg_density.csv", ",m3,502,", ",m3,500,")
    gas = case([supply("lpg", "m3", gas_mix="propane")], [bill("502", "m3", None)])
    (found,) = differences(K, new, gas)
    assert found.reasons == ("本社工場の液化石油ガス（LPG）：単位の換算が変わります",)
    assert found.changes[0].after == Decimal("50.3004")


def test_factors_that_come_or_go_are_told(tmp_path: Path) -> None:
    start = next(line for line in (OWN / "fuels.csv").read_text("utf-8").splitlines() if line.startswith("rpf,"))
    later = start.replace(",2023,", ",2026,")
    without = replaced(tmp_path, "fuels.csv", start, later)
    told = case([supply("rpf", "t")], [bill("1", "t", None)])
    (gone,) = differences(K, without, told)
    assert gone.reasons == ("本社工場のRPF（古紙・廃プラスチック固形燃料）：計算に使う係数がなくなります",)
    assert (gone.changes[0].before, gone.changes[0].after) == (Decimal("26.9"), 0)
    (come,) = differences(without, K, told)
    assert come.reasons == ("本社工場のRPF（古紙・廃プラスチック固形燃料）：計算できるようになります",)
