"""City gas by supplier: t-CO2 per 千m3 from FY2023, heat × carbon before, heat of the supplier where known."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from sllassist.knowledge import load_knowledge

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
K = load_knowledge()


def test_supplier_of_the_list() -> None:
    factor = K.city_gas("D0060", None, 2025)
    assert factor.co2_basic is not None
    assert factor.co2_adjusted is not None
    assert (factor.co2_basic.number, factor.co2_adjusted.number) == (Decimal("2.09"), Decimal("2.09"))
    assert (factor.co2_per, factor.unit, factor.carbon, factor.provisional) == ("千m3", "千m3", None, False)
    assert (factor.heat.number, factor.heat.status) == (Decimal(45), "未確認")


def test_a_carbon_free_menu_is_zero_only_after_adjustment() -> None:
    menu = "東京ガスネットワーク株式会社の供給区域（東京地区等）及び特定ガス導管事業の供給地点 メニューA"
    factor = K.city_gas("A0020", menu, 2025)
    assert factor.co2_basic is not None
    assert factor.co2_adjusted is not None
    assert (factor.co2_basic.number, factor.co2_adjusted.number) == (Decimal("2.09"), Decimal("0.00"))
    assert factor.heat.status == "確認済"


@pytest.mark.parametrize("supplier", [None, "X-matsumoto", "X-suwa", "X-ueda", "Z9999"])
def test_an_unlisted_supplier_takes_the_substitute(supplier: str | None) -> None:
    factor = K.city_gas(supplier, None, 2025)
    assert factor.co2_basic is not None
    assert (factor.co2_basic.number, factor.basis, factor.menu) == (Decimal("2.05"), "substitute", "代替値")
    assert (factor.heat.number, factor.heat.status) == (Decimal("45.0"), "未確認")


def test_heat_told_by_a_supplier_that_is_not_in_the_list_is_used() -> None:
    assert K.city_gas("X-oita", None, 2025).heat.number == Decimal("46.05")


@pytest.mark.parametrize(
    ("supplier", "heat"), [("A0020", "45"), ("K0010", "46.05"), (None, "45.0"), ("X-oita", "46.05")]
)
def test_to_fy2022_co2_is_heat_times_0_0136(supplier: str | None, heat: str) -> None:
    factor = K.city_gas(supplier, None, 2022)
    assert factor.carbon is not None
    assert (factor.heat.number, factor.carbon.number) == (Decimal(heat), Decimal("0.0136"))
    assert (factor.co2_basic, factor.provisional) == (None, False)


def test_fy2023_is_the_first_year_by_supplier_and_provisional() -> None:
    factor = K.city_gas("D0060", None, 2023)
    assert factor.co2_basic is not None
    assert (factor.co2_basic.number, factor.provisional, factor.table_fy) == (Decimal("2.09"), True, 2025)
    assert "暫定" in factor.reason


def test_areas_with_different_figures_need_a_choice() -> None:
    unknown = K.city_gas("D0035", None, 2025)
    assert unknown.co2_basic is not None
    assert (unknown.co2_basic.number, unknown.basis) == (Decimal("2.05"), "substitute")
    assert "供給区域を選んでください" in unknown.reason
    chosen = K.city_gas("D0035", "大多喜ガス株式会社の供給エリア（払出エリアA）", 2025)
    assert chosen.co2_basic is not None
    assert (chosen.co2_basic.number, chosen.basis) == (Decimal("1.81"), "exact")


def test_areas_with_the_same_figures_need_none() -> None:
    factor = K.city_gas("B0003", None, 2025)
    assert factor.co2_basic is not None
    assert (factor.co2_basic.number, factor.basis) == (Decimal("2.09"), "exact")


GAS = """calc_fy,kind,id,name,menu,basic,adjusted,status,heat_gj,heat_status,heat_source,source,note
2025,substitute,SUBST,代替値,,2.05,2.05,確認済,,,,,
2025,supplier,G1,みほんガス,東,2.10,2.10,確認済,44,確認済,みほんガス,,
2025,supplier,G1,みほんガス,西,2.10,2.10,確認済,44,確認済,みほんガス,,
2025,supplier,G2,ためしガス,東,2.10,2.10,確認済,44,確認済,ためしガス,,
2025,supplier,G2,ためしガス,西,2.10,2.10,確認済,46,確認済,ためしガス,,
"""


@pytest.mark.parametrize(("supplier", "heat", "status"), [("G1", "44", "確認済"), ("G2", "45.0", "未確認")])
def test_heat_without_an_area_is_the_suppliers_only_where_all_areas_agree(
    tmp_path: Path, supplier: str, heat: str, status: str
) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "city_gas.csv").write_text(GAS, "utf-8")
    factor = load_knowledge(tmp_path).city_gas(supplier, None, 2025)
    assert factor.co2_basic is not None
    assert (str(factor.co2_basic.number), str(factor.heat.number), factor.heat.status) == ("2.10", heat, status)


def test_gas_suppliers_are_found_by_part_of_the_name() -> None:
    assert [s.id for s in K.search_gas("長野都市", 2025)] == ["D0060"]
    assert [s.id for s in K.search_gas("松本瓦斯", 2025)] == ["X-matsumoto"]
    assert K.search_gas("松本ガス", 2025)[0].listed is False


@pytest.mark.skipif(not SHARED.is_dir(), reason="reference data is not here")
def test_every_figure_of_the_reference_is_among_ours() -> None:
    with (SHARED / "citygas.csv").open(encoding="utf-8") as told:
        rows = [row for row in csv.DictReader(told) if row["gas_id"] not in ("-", "DEFAULT")]
    menus = K.books["city_gas"].tables[2025].menus
    for row in rows:
        wanted = (Decimal(row["basic_tCO2_per_1000m3"]), Decimal(row["adjusted_tCO2_per_1000m3"]))
        assert wanted in {(menu.basic, menu.adjusted) for menu in menus[row["gas_id"]]}, row
