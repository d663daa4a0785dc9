"""Tables as they come, each ending in exactly these figures or in a named question; every expected value is written by hand."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
from support.importing import FILES, TWO_SITES, Line, case_with, keys, left, lines, look, proposal_of

from sllassist.importers import read_source

OKAYA, NAGANO = "岡谷工場", "長野工場"
MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)


def test_circled_numbers_and_windows_letters() -> None:
    case = case_with("㈱見本①工場", "㈱見本②倉庫")
    preview = look(FILES / "circled_cp932.csv", case)
    assert preview.questions == ()
    assert lines(preview, case) == sorted(
        [
            ("㈱見本①工場", "electricity", 2024, 4, "12345", "kWh", "345678"),
            ("㈱見本①工場", "electricity", 2024, 5, "11000", "kWh", "300100"),
            ("㈱見本②倉庫", "electricity", 2024, 4, "980", "kWh", "31000"),
            ("㈱見本②倉庫", "electricity", 2024, 5, "1010", "kWh", "32500"),
        ],
        key=str,
    )
    assert left(preview) == {"other": 2}  # № and 備考


def test_a_site_nobody_knows_is_asked_about_and_can_be_new() -> None:
    preview = look(FILES / "circled_cp932.csv")
    assert keys(preview) == ["site:㈱見本①工場", "site:㈱見本②倉庫"]
    assert list(preview.records) == []
    preview = look(FILES / "circled_cp932.csv", answers={"site:㈱見本①": "new", "site:㈱見本②": "leave_out"})
    assert [line[0] for line in lines(preview)] == ["+㈱見本①工場"] * 2
    assert left(preview) == {"other": 2, "told": 2}


def test_merged_headings_subtotals_and_comparison() -> None:
    preview = look(FILES / "merged_headers.xlsx")
    assert preview.questions == ()
    expected: list[Line] = [
        (OKAYA, "electricity", 2024, 4, "1000", "kWh", "30000"),
        (OKAYA, "electricity", 2024, 5, "1001", "kWh", "30030"),
        (OKAYA, "electricity", 2024, 6, "1002", "kWh", "30060"),
        (OKAYA, "electricity", 2024, 7, "1003", "kWh", "30090"),
        (OKAYA, "electricity", 2024, 8, "1004", "kWh", "30120"),
        (OKAYA, "electricity", 2024, 9, "1005", "kWh", "30150"),
        (OKAYA, "electricity", 2024, 10, "1006", "kWh", "30180"),
        (OKAYA, "electricity", 2024, 11, "1007", "kWh", "30210"),
        (OKAYA, "electricity", 2024, 12, "1008", "kWh", "30240"),
        (OKAYA, "electricity", 2024, 1, "1009", "kWh", "30270"),
        (OKAYA, "electricity", 2024, 2, "1010", "kWh", "30300"),
        (OKAYA, "electricity", 2024, 3, "1011", "kWh", "30330"),
        (OKAYA, "city_gas", 2024, 4, "50", "m3", "9000"),
        (OKAYA, "city_gas", 2024, 5, "51", "m3", "9180"),
        (OKAYA, "city_gas", 2024, 6, "52", "m3", "9360"),
        (OKAYA, "city_gas", 2024, 7, "53", "m3", "9540"),
        (OKAYA, "city_gas", 2024, 8, "54", "m3", "9720"),
        (OKAYA, "city_gas", 2024, 9, "55", "m3", "9900"),
        (OKAYA, "city_gas", 2024, 10, "56", "m3", "10080"),
        (OKAYA, "city_gas", 2024, 11, "57", "m3", "10260"),
        (OKAYA, "city_gas", 2024, 12, "58", "m3", "10440"),
        (OKAYA, "city_gas", 2024, 1, "59", "m3", "10620"),
        (OKAYA, "city_gas", 2024, 2, "60", "m3", "10800"),
        (OKAYA, "city_gas", 2024, 3, "61", "m3", "10980"),
    ]
    assert lines(preview) == sorted(expected, key=str)
    assert left(preview) == {"total": 5, "ratio": 1, "note": 1}
    assert preview.warnings == ()  # every subtotal and the total agree with the rows


def test_months_in_the_japanese_calendar() -> None:
    preview = look(FILES / "wareki_bom.csv", case_with(OKAYA))
    assert preview.questions == ()
    assert lines(preview, case_with(OKAYA)) == sorted(
        [
            (OKAYA, "kerosene", 2024, 4, "400", "L", "44000"),
            (OKAYA, "kerosene", 2024, 5, "310", "L", "34100"),
            (OKAYA, "kerosene", 2024, 6, "0", "L", "0"),
            (OKAYA, "kerosene", 2024, 7, "0", "L", "0"),
            (OKAYA, "kerosene", 2023, 1, "1200", "L", "132000"),
        ],
        key=str,
    )
    said = {change.sentence for change in preview.changes}
    assert "「R6.5」を2024年5月と読みました" in said
    assert "「令和６年１月度」を2024年1月と読みました" in said


def test_two_tables_on_a_sheet_with_a_unit_line_and_a_note() -> None:
    preview = look(FILES / "two_tables.xlsx")
    assert preview.questions == ()
    okaya: list[Line] = [
        (OKAYA, "electricity", 2024, month, str(10 + n), "千kWh", None) for n, month in enumerate(MONTHS)
    ]
    nagano: list[Line] = [
        (NAGANO, "electricity", 2024, 4, "5.5", "千kWh", None),
        (NAGANO, "electricity", 2024, 6, "6.25", "千kWh", None),
    ]
    nagano += [(NAGANO, "electricity", 2024, month, "7", "千kWh", None) for month in (7, 8, 9, 10, 11, 12, 1, 2, 3)]
    assert lines(preview) == sorted(okaya + nagano, key=str)
    assert left(preview) == {"note": 1, "unknown": 2, "total": 2, "blank": 1}  # 設備 and 合計 twice, May of 長野


def test_two_tables_beside_each_other() -> None:
    preview = look(FILES / "side_by_side.xlsx")
    assert preview.questions == ()
    assert lines(preview) == sorted(
        [
            (NAGANO, "diesel", 2023, 10, "100", "L", None),
            (NAGANO, "diesel", 2023, 11, "101", "L", None),
            (NAGANO, "diesel", 2023, 12, "102", "L", None),
            (NAGANO, "kerosene", 2023, 10, "200", "L", None),
            (NAGANO, "kerosene", 2023, 11, "201", "L", None),
            (NAGANO, "kerosene", 2023, 12, "202", "L", None),
            (OKAYA, "diesel", 2023, 10, "500", "L", None),
            (OKAYA, "diesel", 2023, 11, "501", "L", None),
            (OKAYA, "diesel", 2023, 12, "502", "L", None),
            (OKAYA, "kerosene", 2023, 10, "1000", "L", None),
            (OKAYA, "kerosene", 2023, 11, "1001", "L", None),
            (OKAYA, "kerosene", 2023, 12, "1002", "L", None),
        ],
        key=str,
    )


def test_deliveries_by_day_are_added_up_and_a_triangle_is_a_minus() -> None:
    preview = look(FILES / "fuel_cards.csv", case_with(OKAYA))
    assert preview.questions == ()
    assert lines(preview, case_with(OKAYA)) == sorted(
        [
            (OKAYA, "gasoline", 2024, 4, "80.60", "L", "13702"),  # 42.10 + 38.5
            (OKAYA, "diesel", 2024, 4, "50.00", "L", "7500"),  # 60.00 - 10.00
            (OKAYA, "gasoline", 2024, 5, "40.00", "L", "6880"),
        ],
        key=str,
    )
    assert {record.note for record in preview.records} == {"ファイルの2か所の合計", ""}
    assert left(preview) == {"total": 1, "note": 1, "price": 1}
    assert preview.warnings == ()  # the total row agrees


def test_deliveries_of_a_firm_with_several_sites_ask_where_they_belong() -> None:
    assert keys(look(FILES / "fuel_cards.csv")) == ["site:"]
    by_car = {"site:@": "each", "site:account:長野100あ1234": "s0", "site:account:長野400い5678": "s1"}
    assert lines(look(FILES / "fuel_cards.csv", answers=by_car)) == sorted(
        [
            (OKAYA, "gasoline", 2024, 4, "80.60", "L", "13702"),
            (OKAYA, "gasoline", 2024, 5, "40.00", "L", "6880"),
            (NAGANO, "diesel", 2024, 4, "50.00", "L", "7500"),
        ],
        key=str,
    )


SOLAR: list[Line] = [
    (OKAYA, "electricity", 2024, 4, "5000", "kWh", "150000"),
    (OKAYA, "electricity", 2024, 5, "4700", "kWh", "141000"),
    (OKAYA, "electricity_solar", 2024, 4, "820", "kWh", None),
    (OKAYA, "electricity_solar", 2024, 5, "990", "kWh", None),
]


def test_what_was_generated_and_sold_is_asked_about() -> None:
    preview = look(FILES / "solar.csv", case_with(OKAYA))
    assert [(question.key.split(":")[-1], question.proposed) for question in preview.questions] == [
        ("売電量(kwh)", "quantity:electricity_sold"),
        ("発電量(kwh)", None),
    ]
    assert lines(preview, case_with(OKAYA)) == sorted(SOLAR, key=str)  # the rest is clear
    assert not preview.ready


def test_sold_electricity_is_left_out_or_recorded_apart_but_never_added_to_what_was_bought() -> None:
    case = case_with(OKAYA)
    keys_ = {question.key.split(":")[-1]: question.key for question in look(FILES / "solar.csv", case).questions}
    left_out = look(FILES / "solar.csv", case, {keys_["売電量(kwh)"]: "ignore", keys_["発電量(kwh)"]: "ignore"})
    assert left_out.ready
    assert lines(left_out, case) == sorted(SOLAR, key=str)
    assert left(left_out) == {"sold": 1, "told": 2} or left(left_out)["sold"] >= 1
    apart = look(
        FILES / "solar.csv", case, {keys_["売電量(kwh)"]: "quantity:electricity_sold", keys_["発電量(kwh)"]: "ignore"}
    )
    sold: list[Line] = [
        (OKAYA, "electricity_sold", 2024, 4, "300", "kWh", None),
        (OKAYA, "electricity_sold", 2024, 5, "410", "kWh", None),
    ]
    assert lines(apart, case) == sorted([*SOLAR, *sold], key=str)


def test_generated_electricity_beside_self_used_is_not_added_without_asking() -> None:
    case = case_with(OKAYA)
    keys_ = {question.key.split(":")[-1]: question.key for question in look(FILES / "solar.csv", case).questions}
    answers = {keys_["売電量(kwh)"]: "ignore", keys_["発電量(kwh)"]: "quantity:electricity_solar"}
    assert [key.split(":")[0] for key in keys(look(FILES / "solar.csv", case, answers))] == ["columns"]
    assert lines(look(FILES / "solar.csv", case, {**answers, "columns:": "first"}), case) == sorted(SOLAR, key=str)


@pytest.mark.parametrize(
    "text",
    [
        "項目\t4月\t5月\n買電量(kWh)\t100\t110\n売電量(kWh)\t30\t40\n売電収入(円)\t600\t800\n",
        "売電実績\n年月\t電力量(kWh)\n2024/4\t30\n2024/5\t40\n",
    ],
    ids=["rows", "title"],
)
def test_sold_electricity_in_rows_and_titles_is_seen(text: str) -> None:
    case = case_with(OKAYA)
    preview = look(text, case, {"year:": "F2024"} if "項目" in text else {}, name="a")
    assert all(line[1] == "electricity" and line[4] in ("100", "110") for line in lines(preview, case))
    if "項目" in text:
        assert list(keys(preview)) == ["energy:売電量(kWh)"]
        assert next(option.value for option in preview.questions[0].options) == "electricity_sold"
    else:
        assert list(preview.records) == []
        assert left(preview) == {"sold": 1}


def test_utf16_text_with_the_year_in_a_line_of_its_own() -> None:
    case = case_with(OKAYA)
    preview = look(FILES / "unicode_text.txt", case, {"unit:city_gas": "m3"})
    assert lines(preview, case) == [
        (OKAYA, "city_gas", 2023, 4, "120", "m3", "18000"),
        (OKAYA, "city_gas", 2023, 5, "96", "m3", "15200"),
    ]
    assert [question.key for question in look(FILES / "unicode_text.txt", case).questions] == [
        "unit:city_gas:都市ガス使用量"
    ]


def test_bookings_without_quantities_give_nothing_and_say_so() -> None:
    preview = look(FILES / "accounting.csv")
    assert list(preview.records) == []
    assert not preview.ready
    assert [(each.key, each.look) for each in preview.left_out] == [("importers_left.no_quantity", True)]


def test_day_numbers_of_spreadsheets_and_a_line_that_stands_twice() -> None:
    case = case_with(OKAYA)
    assert [key.split(":")[0] for key in keys(look(FILES / "day_numbers.csv", case))] == ["double"]
    preview = look(FILES / "day_numbers.csv", case, {"double:": "once"})
    assert lines(preview, case) == [
        (OKAYA, "electricity", 2024, 4, "1500", "kWh", "42000"),
        (OKAYA, "electricity", 2024, 5, "1400", "kWh", "39000"),
        (OKAYA, "electricity", 2024, 6, "1450", "kWh", "40500"),
    ]
    assert left(preview) == {"double": 1}
    assert "「45396」を2024年4月と読みました" in {change.sentence for change in preview.changes}
    twice = look(FILES / "day_numbers.csv", case, {"double:": "add"})
    assert (OKAYA, "electricity", 2024, 5, "2800", "kWh", "78000") in lines(twice, case)


def test_months_without_a_year_are_asked_about() -> None:
    case = case_with(OKAYA)
    preview = look(FILES / "no_year.csv", case)
    assert [key.split(":")[0] for key in keys(preview)] == ["year"]
    assert list(preview.records) == []
    fiscal = look(FILES / "no_year.csv", case, {"year:": "F2023"})
    assert lines(fiscal, case) == [
        (OKAYA, "heavy_oil_a", 2023, 10, "1.25", "kL", None),
        (OKAYA, "heavy_oil_a", 2023, 11, "2.5", "kL", None),
        (OKAYA, "heavy_oil_a", 2023, 12, "3", "kL", None),
    ]


def test_units_behind_figures_are_kept_and_water_is_left() -> None:
    case = case_with(OKAYA)
    open_ = look(FILES / "units_in_cells.csv", case)
    assert [key.split(":")[0] for key in keys(open_)] == ["unreadable"]  # 検針なし is no figure
    preview = look(FILES / "units_in_cells.csv", case, {"unreadable:": "leave_out"})
    assert lines(preview, case) == sorted(
        [
            (OKAYA, "electricity", 2024, 4, "1234", "kWh", None),
            (OKAYA, "electricity", 2024, 5, "1.1", "千kWh", None),
            (OKAYA, "lpg", 2024, 4, "12.5", "m3", None),
            (OKAYA, "lpg", 2024, 5, "11.0", "m3", None),
            (OKAYA, "lpg", 2024, 6, "10", "m3", None),
        ],
        key=str,
    )
    assert left(preview) == {"water": 1, "unreadable": 1}


def test_old_unix_letters_are_asked_about() -> None:
    case = case_with(OKAYA)
    preview = look(FILES / "euc.csv", case)
    assert keys(preview) == ["encoding"]
    assert "月分" in preview.questions[0].text
    assert look(FILES / "euc.csv", case, {"encoding": "euc_jp"}).ready
    # Another answer cannot be followed here: the file has to be read again, and the question stays.
    proposal = proposal_of(FILES / "euc.csv", case)
    assert not proposal[1]({"encoding": "cp932"}).ready


def test_years_of_two_digits_are_asked_about() -> None:
    case = case_with(OKAYA)
    assert keys(look(FILES / "short_years.csv", case)) == ["short_year"]
    assert lines(look(FILES / "short_years.csv", case, {"short_year": "W"}), case) == [
        (OKAYA, "diesel", 2024, 4, "100", "L", None),
        (OKAYA, "diesel", 2024, 5, "120", "L", None),
    ]


def test_gas_bills_from_reading_to_reading() -> None:
    case = case_with(OKAYA)
    first = look(FILES / "gas_bills.csv", case)
    assert [key.split(":")[0] for key in keys(first)] == ["energy"]  # 都市ガス or LPガス
    asked = look(FILES / "gas_bills.csv", case, {"energy:": "city_gas"})
    assert keys(asked) == ["straddle"]
    billed = look(FILES / "gas_bills.csv", case, {"energy:": "city_gas", "straddle": "end"})
    assert lines(billed, case) == [
        (OKAYA, "city_gas", 2024, 4, "310", "m3", "55800"),
        (OKAYA, "city_gas", 2024, 5, "300", "m3", "54000"),
        (OKAYA, "city_gas", 2024, 6, "93", "m3", "16740"),
    ]
    assert billed.records[0].note == "使用期間 2024/3/16〜2024/4/15（終わりの日の4月に計上）"


def test_gas_bills_by_days() -> None:
    case = case_with(OKAYA)
    answers = {"energy:": "city_gas", "straddle": "prorate"}
    assert keys(look(FILES / "gas_bills.csv", case, answers)) == ["partial"]
    preview = look(FILES / "gas_bills.csv", case, {**answers, "partial": "include"})
    # 310 over 16 + 15 days, 300 over 15 + 15, 93 over 16 + 15: 160/150, 150/150, 48/45; yen 28800/27000, 27000/27000, 8640/8100.
    assert [(line[2:5], line[6]) for line in lines(preview, case)] == [
        ((2023, 3, "160.000"), "28800"),
        ((2024, 4, "300.000"), "54000"),
        ((2024, 5, "198.000"), "35640"),
        ((2024, 6, "45.000"), "8100"),
    ]
    assert [record.partial for record in preview.records] == [True, False, False, True]
    left_out = look(FILES / "gas_bills.csv", case, {**answers, "partial": "leave_out"})
    assert [line[2:4] for line in lines(left_out, case)] == [(2024, 4), (2024, 5)]


def test_whole_years_in_the_units_of_the_report() -> None:
    case = case_with(OKAYA)
    preview = look(FILES / "thousand_kwh.xlsx", case)
    assert preview.questions == ()
    assert lines(preview, case) == sorted(
        [
            (OKAYA, "electricity", 2022, None, "1234.5", "千kWh", None),
            (OKAYA, "electricity", 2023, None, "1200", "千kWh", None),
            (OKAYA, "electricity", 2024, None, "1150.75", "千kWh", None),
            (OKAYA, "heavy_oil_a", 2022, None, "20.25", "kL", None),
            (OKAYA, "heavy_oil_a", 2023, None, "18", "kL", None),
            (OKAYA, "heavy_oil_a", 2024, None, "15.5", "kL", None),
            (OKAYA, "lpg", 2022, None, "3.5", "t", None),
            (OKAYA, "lpg", 2023, None, "3.25", "t", None),
            (OKAYA, "lpg", 2024, None, "0", "t", None),
        ],
        key=str,
    )
    assert left(preview) == {"emissions": 1}


def test_sites_across_with_energy_unit_and_year_in_the_title() -> None:
    preview = look(FILES / "sites_across.xlsx")
    assert keys(preview) == ["site:塩尻営業所"]
    preview = look(FILES / "sites_across.xlsx", answers={"site:塩尻営業所": "new"})
    assert lines(preview) == sorted(
        [
            (OKAYA, "electricity", 2024, 4, "100", "kWh", None),
            (OKAYA, "electricity", 2024, 5, "101", "kWh", None),
            (OKAYA, "electricity", 2024, 1, "102", "kWh", None),
            (NAGANO, "electricity", 2024, 4, "200", "kWh", None),
            (NAGANO, "electricity", 2024, 5, "201", "kWh", None),
            (NAGANO, "electricity", 2024, 1, "202", "kWh", None),
            ("+塩尻営業所", "electricity", 2024, 4, "30", "kWh", None),
            ("+塩尻営業所", "electricity", 2024, 5, "31", "kWh", None),
            ("+塩尻営業所", "electricity", 2024, 1, "32", "kWh", None),
        ],
        key=str,
    )


def test_a_calendar_year_falls_into_two_fiscal_years() -> None:
    preview = look(FILES / "calendar_year.xlsx", answers={"site:": "s1"})
    assert preview.questions == ()
    electricity: list[Line] = [
        (NAGANO, "electricity", 2023 if month < 4 else 2024, month, str(month * 100), "kWh", str(month * 3000))
        for month in range(1, 13)
    ]
    kerosene: list[Line] = [
        (NAGANO, "kerosene", 2023, 1, "10", "L", None),
        (NAGANO, "kerosene", 2023, 2, "20", "L", None),
    ]
    assert lines(preview) == sorted(
        [*electricity, *kerosene, (NAGANO, "kerosene", 2024, 12, "120", "L", None)], key=str
    )
    assert left(preview) == {"blank": 9}


def test_a_utility_list_in_an_old_excel_file() -> None:
    preview = look(FILES / "utility_export.xls", answers={"energy:": "electricity"})
    assert preview.questions == ()
    assert lines(preview) == sorted(
        [
            (OKAYA, "electricity", 2024, 4, "3000", "kWh", "75000"),
            (OKAYA, "electricity", 2024, 5, "3110", "kWh", "77750"),
            (NAGANO, "electricity", 2024, 4, "2100", "kWh", "52500"),
            (NAGANO, "electricity", 2024, 5, "2177", "kWh", "54425"),
        ],
        key=str,
    )
    assert left(preview) == {"demand": 2, "part_of_cost": 1}


def test_an_open_document_sheet_with_months_under_years() -> None:
    case = case_with(OKAYA)
    preview = look(FILES / "own_sheet.ods", case)
    assert preview.questions == ()
    assert lines(preview, case) == sorted(
        [
            (OKAYA, "gasoline", 2023, 4, "11", "L", None),
            (OKAYA, "gasoline", 2023, 5, "12", "L", None),
            (OKAYA, "gasoline", 2023, 6, "13", "L", None),
            (OKAYA, "gasoline", 2024, 4, "21", "L", None),
            (OKAYA, "gasoline", 2024, 5, "22", "L", None),
            (OKAYA, "gasoline", 2024, 6, "23", "L", None),
            (OKAYA, "lpg", 2023, 4, "1.5", "kg", None),
            (OKAYA, "lpg", 2023, 5, "1.6", "kg", None),
            (OKAYA, "lpg", 2023, 6, "1.7", "kg", None),
            (OKAYA, "lpg", 2024, 4, "2.5", "kg", None),
            (OKAYA, "lpg", 2024, 5, "2.6", "kg", None),
            (OKAYA, "lpg", 2024, 6, "2.7", "kg", None),
        ],
        key=str,
    )


def test_formulas_without_results_are_asked_about_not_read_as_blank() -> None:
    case = case_with(OKAYA)
    preview = look(FILES / "formulas.xlsx", case)
    assert any(key.startswith("uncomputed:") for key in keys(preview))
    assert "電気!D2" in next(question for question in preview.questions if question.key.startswith("uncomputed:")).text
    answers = {"uncomputed:": "leave_out", "energy:昼": "leave_out", "energy:夜": "leave_out"}
    preview = look(FILES / "formulas.xlsx", case, answers)
    assert lines(preview, case) == [(OKAYA, "electricity", 2024, 5, "120", "kWh", None)]
    assert left(preview) == {"uncomputed": 1, "told": 4}


def maker() -> ModuleType:
    """The script that makes the files."""
    spec = importlib.util.spec_from_file_location("make_files", FILES.parent / "make_files.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_files_are_what_their_script_makes() -> None:
    made = maker()
    assert {path.name for path in FILES.iterdir()} == {*made.TEXTS, *made.BOOKS}
    for name in made.TEXTS:
        assert (FILES / name).read_bytes() == made.text_bytes(name), name
    for name, (fill, suffix) in made.BOOKS.items():
        book = openpyxl.Workbook()
        fill(book.active)
        stream = io.BytesIO()
        book.save(stream)
        fresh, kept = read_source(stream.getvalue(), name), read_source(FILES / name)
        assert kept.kind == suffix
        assert [list(sheet.rows()) for sheet in kept.sheets] == [list(sheet.rows()) for sheet in fresh.sheets], name


def test_every_file_of_the_folder_is_looked_at_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    names = sorted(path.name for path in FILES.iterdir())
    assert len(names) >= 12
    assert not [name for name in names if f'"{name}"' not in text]
    for name in names:
        preview = look(FILES / name, TWO_SITES)
        assert preview.questions or list(preview.records) or preview.left_out
