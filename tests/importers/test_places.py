"""Which supply of the case a figure goes to, and when the user is asked."""

from __future__ import annotations

from support.importing import case_with, keys, lines, look

from sllassist.case.model import EnergySupply
from sllassist.importers import Preview

CHUBU, TEPCO = "A0270", "A0269"
TEXT = "年月\t事業所\t電力会社\t電気(kWh)\n2024/4\t岡谷工場\t{supplier}\t100\n"


def supply(number: int, energy: str = "electricity", **more: object) -> EnergySupply:
    """A supply of the first site."""
    return EnergySupply.model_validate(
        {
            "id": f"e{number}",
            "site_id": "s0",
            "energy": energy,
            "unit": "kWh" if energy == "electricity" else "m3",
            **more,
        }
    )


def only(preview: Preview) -> tuple[str | None, str | None]:
    """Supply and supplier of the one place in use."""
    used = {record.place for record in preview.records}
    assert len(used) == 1
    place = preview.places[used.pop()]
    return place.supply_id, place.supplier


def test_the_only_supply_of_that_energy_is_taken() -> None:
    case = case_with("岡谷工場", supplies=[supply(0), supply(1, "city_gas")])
    assert only(look("年月\t電気(kWh)\n2024/4\t100\n", case)) == ("e0", None)


def test_a_supplier_named_in_full_finds_its_supply() -> None:
    case = case_with("岡谷工場", supplies=[supply(0, supplier=CHUBU), supply(1, supplier=TEPCO)])
    name = "中部電力ミライズ株式会社"
    assert only(look(TEXT.format(supplier=name), case)) == ("e0", CHUBU)
    assert only(look(TEXT.format(supplier="中部電力ミライズ㈱"), case)) == ("e0", CHUBU)


def test_two_supplies_of_one_energy_are_asked_about() -> None:
    case = case_with("岡谷工場", supplies=[supply(0, menu="従量"), supply(1, menu="高圧")])
    preview = look("年月\t電気(kWh)\n2024/4\t100\n", case)
    assert [key.split(":")[0] for key in keys(preview)] == ["supply"]
    assert {option.value for option in preview.questions[0].options} == {"e0", "e1", "new", "leave_out"}
    assert only(look("年月\t電気(kWh)\n2024/4\t100\n", case, {"supply:": "e1"})) == ("e1", None)
    assert only(look("年月\t契約メニュー\t電気(kWh)\n2024/4\t高圧\t100\n", case)) == ("e1", None)


def test_another_supplier_than_the_cases_is_asked_about_not_overwritten() -> None:
    case = case_with("岡谷工場", supplies=[supply(0, supplier=CHUBU)])
    preview = look(TEXT.format(supplier="東京電力エナジーパートナー株式会社"), case)
    assert [key.split(":")[0] for key in keys(preview)] == ["supply"]
    assert only(look(TEXT.format(supplier="東京電力エナジーパートナー株式会社"), case, {"supply:": "new"})) == (
        None,
        TEPCO,
    )
    unlisted = look(TEXT.format(supplier="どこにもない電力"), case)
    assert [key.split(":")[0] for key in keys(unlisted)] == ["supply"]


def test_a_new_supply_takes_the_supplier_only_when_its_name_is_sure() -> None:
    case = case_with("岡谷工場")
    assert only(look(TEXT.format(supplier="中部電力ミライズ株式会社"), case)) == (None, CHUBU)
    part = look(TEXT.format(supplier="中部電力"), case)
    assert [key.split(":")[0] for key in keys(part)] == ["supplier"]
    assert CHUBU in {option.value for option in part.questions[0].options}
    assert only(look(TEXT.format(supplier="中部電力"), case, {"supplier:": "unknown"})) == (None, None)
    nobody = look(TEXT.format(supplier="どこにもない電力"), case)
    assert only(nobody) == (None, None)
    assert any("どこにもない電力" in text for table in nobody.tables for text in table.assumed)


def test_a_site_is_found_by_its_name_alone() -> None:
    case = case_with("岡谷本社工場", "長野工場")
    text = "年月\t事業所\t電気(kWh)\n2024/4\t{name}\t100\n"
    assert only(look(text.format(name="長野 工場"), case))[0] is None  # found, the supply is new
    asked = look(text.format(name="岡谷工場"), case)
    assert asked.questions[0].proposed == "s0"
    assert asked.questions[0].key == "site:岡谷工場"
    assert look(text.format(name="まったく別"), case).questions[0].proposed is None


def test_names_are_stored_as_written() -> None:
    case = case_with("岡谷工場", "長野工場")
    preview = look("年月\t事業所\t電気(kWh)\n2024/4\t髙﨑𠮷㈱①塚 倉庫\t100\n", case, {"site:": "new"})
    assert lines(preview, case)[0][0] == "+髙﨑𠮷㈱①塚 倉庫"


def test_sites_of_the_same_name_are_asked_about() -> None:
    case = case_with("岡谷工場", "岡谷工場")
    preview = look("年月\t事業所\t電気(kWh)\n2024/4\t岡谷工場\t100\n", case)
    assert keys(preview) == ["site:岡谷工場"]
    assert {option.value for option in preview.questions[0].options} == {"s0", "s1", "leave_out"}


def test_a_case_without_sites_is_asked_for_one() -> None:
    case = case_with()
    preview = look("年月\t電気(kWh)\n2024/4\t100\n", case)
    assert [option.value for option in preview.questions[0].options] == ["new", "leave_out"]


def test_a_unit_the_energy_is_not_sold_in_is_asked_about() -> None:
    case = case_with("岡谷工場", supplies=[supply(0, "kerosene", unit="L")])
    preview = look("年月\t灯油(kWh)\n2024/4\t5\n", case)
    assert [key.split(":")[0] for key in keys(preview)] == ["unit"]
    preview = look("年月\t灯油\n2024/4\t5\n", case)
    assert preview.questions[0].proposed == "L"  # the supply's own unit, but only as a proposal
