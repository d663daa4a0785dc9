"""Where the tables of a sheet are, and what the lines around them say."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from support.importing import case_with, keys, left, lines, look, proposal_of

from sllassist.importers import read_source

CASE = case_with("岡谷工場", "長野工場")
ONE = case_with("岡谷工場")


def book(sheets: dict[str, list[list[object]]], *, hidden: str = "") -> bytes:
    """A workbook with these sheets."""
    made = openpyxl.Workbook()
    assert made.active is not None
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == hidden:
            sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_the_nearest_title_counts_even_when_it_names_a_site_nobody_knows() -> None:
    text = "岡谷工場ほか 2024年度\n\n■第二工場\n年月\t軽油(L)\n2024/4\t5\n"
    assert keys(look(text, CASE)) == ["site:第二工場"]


def test_a_sheet_for_each_site_and_a_summary_that_repeats_them() -> None:
    rows = {
        name: [["年月", "電気(kWh)"], ["2024/4", base], ["2024/5", base + 1]]
        for name, base in (("岡谷工場", 10), ("長野工場", 20))
    }
    summary = [
        ["電気使用量（kWh）"],
        ["年月", "岡谷工場", "長野工場", "合計"],
        ["2024/4", 10, 20, 30],
        ["2024/5", 11, 21, 32],
    ]
    preview = look(book({**rows, "集計": summary}), CASE, name="a.xlsx")
    assert preview.questions == ()
    assert [(line[0], line[3], line[4]) for line in lines(preview, CASE)] == [
        ("岡谷工場", 4, "10"), ("岡谷工場", 5, "11"), ("長野工場", 4, "20"), ("長野工場", 5, "21"),
    ]  # fmt: skip
    assert [change.key for change in preview.changes] == ["importers_change.same_twice"]
    assert preview.changes[0].sentence.startswith("「電気使用量（kWh）」にも")
    summary[2][1] = 12
    other = look(book({**rows, "集計": summary}), CASE, name="a.xlsx")
    assert [key.split(":")[0] for key in keys(other)] == ["tables"]
    assert len(other.records) == 3


def test_a_sheet_for_each_month_asks_the_year_once() -> None:
    rows = [["事業所", "電気(kWh)"], ["岡谷工場", 5], ["長野工場", 6]]
    data = book({"4月": rows, "5月": rows})
    assert [key.split(":")[0] for key in keys(look(data, CASE, name="a.xlsx"))] == ["year"]
    preview = look(data, CASE, {"year:": "F2024"}, name="a.xlsx")
    assert [(line[0], line[2], line[3]) for line in lines(preview, CASE)] == [
        ("岡谷工場", 2024, 4), ("岡谷工場", 2024, 5), ("長野工場", 2024, 4), ("長野工場", 2024, 5),
    ]  # fmt: skip


def test_hidden_sheets_are_left_out_and_named() -> None:
    rows: list[list[object]] = [["年月", "電気(kWh)"], ["2024/4", 5]]
    preview = look(book({"表": rows, "控え": rows}, hidden="控え"), ONE, name="a.xlsx")
    assert len(preview.records) == 1
    assert left(preview) == {"hidden": 1}


def test_half_hours_across_are_added_up_to_months() -> None:
    clock = [f"{half // 2}:{half % 2 * 30:02}" for half in range(48)]
    rows = [
        ["30分ごとの電気使用量（単位：kWh）"],
        ["日付", *clock],
        ["2024/4/30", *[1] * 48],
        ["2024/5/1", *[2] * 48],
        ["2024/5/2", *[0.5] * 48],
    ]
    preview = look(book({"明細": rows}), ONE, name="a.xlsx")
    assert preview.questions == ()
    assert [line[3:5] for line in lines(preview, ONE)] == [(4, "48"), (5, "120.0")]


def test_a_list_of_half_hours_down_is_added_up_to_months() -> None:
    stamps = [
        f"2024/{month}/{day} {half // 2}:{half % 2 * 30:02}" for month, day in ((4, 30), (5, 1)) for half in range(48)
    ]
    text = "日時\t使用電力量(kWh)\n" + "".join(f"{stamp}\t1.5\n" for stamp in stamps * 1)
    for repeats in (1, 30):  # a long list is read in a shorter way
        days = [
            f"2023/{month}/{day} 0:00\t1\n"
            for month in range(1, 13)
            for day in range(1, 29)
            for _ in range(repeats - 1)
        ]
        preview = look(text + "".join(dict.fromkeys(days)), ONE)
        assert [(record.fiscal_year, record.month, record.quantity) for record in preview.records][:2] == [
            (2024, 4, 72),
            (2024, 5, 72),
        ]


def test_labels_down_with_unit_and_amounts_in_rows_of_their_own() -> None:
    text = "項目\t単位\t4月\t5月\n電気使用量\tkWh\t100\t110\n電気料金\t千円\t3\t3.3\n水道使用量\tm3\t9\t9\n都市ガス\tm3\t3\t4\n"
    preview = look(text, ONE, {"year:": "F2024"})
    assert lines(preview, ONE) == [
        ("岡谷工場", "city_gas", 2024, 4, "3", "m3", None), ("岡谷工場", "city_gas", 2024, 5, "4", "m3", None),
        ("岡谷工場", "electricity", 2024, 4, "100", "kWh", "3000"), ("岡谷工場", "electricity", 2024, 5, "110", "kWh", "3300.0"),
    ]  # fmt: skip
    assert left(preview) == {"water": 1}


def test_years_across_with_words_behind_them() -> None:
    text = "灯油使用量（L）\n月\t2022年度実績\t2023年度実績\t2024年度計画\n4月\t1\t2\t9\n3月\t3\t4\t9\n"
    preview = look(text, ONE)
    assert preview.questions == ()
    assert [line[2:5] for line in lines(preview, ONE)] == [
        (2022, 3, "3"),
        (2022, 4, "1"),
        (2023, 3, "4"),
        (2023, 4, "2"),
    ]
    assert left(preview) == {"plan": 1}


def test_a_table_without_headings_is_asked_about_column_by_column() -> None:
    preview = look("2024/4\t100\t3000\n2024/5\t120\t3600\n", ONE)
    assert [key.split(":")[0] for key in keys(preview)] == ["column"] * 3
    assert list(preview.records) == []


def test_blank_labels_below_a_site_are_asked_about() -> None:
    text = "事業所\t年月\t電気(kWh)\n岡谷工場\t2024/4\t1\n\t2024/5\t2\n長野工場\t2024/4\t3\n\t2024/5\t4\n"
    assert [key.split(":")[0] for key in keys(look(text, CASE))] == ["fill"]
    assert [(line[0], line[4]) for line in lines(look(text, CASE, {"fill:": "yes"}), CASE)] == [
        ("岡谷工場", "1"), ("岡谷工場", "2"), ("長野工場", "3"), ("長野工場", "4"),
    ]  # fmt: skip
    assert [key.split(":")[0] for key in keys(look(text, CASE, {"fill:": "no"}))] == ["site"]


def test_another_table_far_down_a_long_sheet_is_not_read_as_the_first() -> None:
    rows = [f"{1991 + number // 12 % 100}年{number % 12 + 1}月\t1\n" for number in range(1_200)] * 3
    text = "年月\t軽油(L)\n" + "".join(rows) + "取引日\t灯油購入量(L)\n2024/4/1\t7\n"
    preview = look(text, ONE, {"double:": "once"})
    assert [question.key for question in preview.questions] == ["look:importers_left.other_table"]
    assert not any(record.quantity == 7 for record in preview.records)


def test_totals_that_differ_from_the_rows_are_said() -> None:
    good = "年月\t軽油(L)\n2024/4\t5\n2024/5\t6\n合計\t11\n"
    assert look(good, ONE).warnings == ()
    wrong = look(good.replace("\t11", "\t12"), ONE).warnings
    assert len(wrong) == 1
    assert "12" in wrong[0]
    assert "11" in wrong[0]
    across = "項目\t2024年4月\t2024年5月\t2024年6月\t合計\n軽油(L)\t1\t2\t3\t7\n"
    assert len(look(across, ONE).warnings) == 1
    assert look(across.replace("\t7", "\t6"), ONE).warnings == ()


@pytest.mark.parametrize(("off", "warned"), [("0", 0), ("0.000001", 1), ("-0.000001", 1), ("0.0000001", 0)])
def test_totals_of_number_cells_are_checked_to_the_millionth(off: str, warned: int) -> None:
    figures = [Decimal(number) / 10 for number in range(1, 13)]
    rows: list[list[object]] = [["項目", *(f"2024年{month}月" for month in range(1, 13)), "合計"]]
    rows += [[name, *map(float, figures), float(sum(figures))] for name in ("軽油(L)", "灯油(L)")]
    rows[1][-1] = float(sum(figures) + Decimal(off))
    across = look(book({"表": rows}), ONE, name="a.xlsx")
    assert len(across.warnings) == warned
    assert len(across.records) == 24
    down: list[list[object]] = [["年月", "軽油(L)"]]
    down += [[f"2024/{month}", float(value)] for month, value in enumerate(figures, 1)]
    total = ["合計", float(sum(figures) + Decimal(off))]
    assert len(look(book({"表": [*down, total]}), ONE, name="a.xlsx").warnings) == warned


def test_subtotals_of_number_cells_add_up_what_stands_above_them() -> None:
    rows: list[list[object]] = [
        ["年月", "軽油(L)"],
        ["2024/4", 0.1],
        ["2024/5", 0.2],
        ["小計", 0.3],
        ["2024/6", 0.7],
        ["小計", 0.7],
    ]
    assert look(book({"表": [*rows, ["合計", 1.0]]}), ONE, name="a.xlsx").warnings == ()
    wrong = look(book({"表": [*rows[:5], ["小計", 0.8], ["合計", 1.0]]}), ONE, name="a.xlsx").warnings
    assert len(wrong) == 1
    assert "0.8" in wrong[0]
    assert "0.7" in wrong[0]


def test_what_is_asked_of_one_sheet_is_asked_of_the_next_too() -> None:
    """The rows are labelled alike; which energy they are of must be told for each sheet."""
    head = ["事業所", "使用量", "単位", "年月"]
    one: list[list[object]] = [head, ["岡谷工場", 5, "L", "2024/4"], ["岡谷工場", 6, "ℓ", "2024/5"]]
    other: list[list[object]] = [head, ["岡谷工場", 50, "ℓ", "2024/4"], ["岡谷工場", 60, "L", "2024/5"]]
    _, preview_for = proposal_of(book({"その1": one, "その2": other}), CASE, "a.xlsx")
    energies = [question.key for question in preview_for({}).questions]
    assert len(set(energies)) == 2
    half = preview_for({energies[0]: "kerosene"})
    assert [question.key for question in half.questions] == energies[1:]
    assert [line[4] for line in lines(half, CASE)] == ["5", "6"]
    whole = preview_for(dict(zip(energies, ("kerosene", "diesel"), strict=True)))
    assert [(line[1], line[3], line[4]) for line in lines(whole, CASE)] == [
        ("diesel", 4, "50"), ("diesel", 5, "60"), ("kerosene", 4, "5"), ("kerosene", 5, "6"),
    ]  # fmt: skip


@pytest.mark.parametrize("remark", ["売電", "余剰売電分"])
def test_a_remark_that_a_row_is_sold_is_not_overlooked(remark: str) -> None:
    preview = look(f"年月\tデータ\t電力量(kWh)\n2024/4\t買電\t100\n2024/4\t{remark}\t30\n", ONE)
    assert [record.quantity for record in preview.records] == [100]
    assert [key.split(":")[0] for key in keys(preview)] == ["energy"]
    assert preview.questions[0].proposed == "electricity_sold"


def test_the_month_of_a_bill_is_not_taken_for_the_month_of_use_unasked() -> None:
    text = "請求年月\t電気(kWh)\n2024年4月\t100\n2024年5月\t110\n"
    assert [key.split(":")[0] for key in keys(look(text, ONE))] == ["billing_month"]
    assert [line[2:4] for line in lines(look(text, ONE, {"billing_month": "same"}), ONE)] == [(2024, 4), (2024, 5)]
    assert [line[2:4] for line in lines(look(text, ONE, {"billing_month": "before"}), ONE)] == [(2023, 3), (2024, 4)]


def test_the_same_energy_in_two_columns_is_added_only_after_asking() -> None:
    text = "年月\t電気（本館高圧）(kWh)\t電気（別館低圧）(kWh)\n2024/4\t100\t20\n"
    open_keys = keys(look(text, ONE))
    assert open_keys
    assert not look(text, ONE).ready
    day = "年月\t昼間電力量(kWh)\t夜間電力量(kWh)\n2024/4\t100\t20\n"
    answers = {"energy:昼間": "electricity", "energy:夜間": "electricity"}
    assert [key.split(":")[0] for key in keys(look(day, ONE, answers))] == ["columns"]
    assert [line[4] for line in lines(look(day, ONE, {**answers, "columns:": "add"}), ONE)] == ["120"]


def test_addresses_are_those_of_the_sheet() -> None:
    proposal, _ = proposal_of(book({"表": [[], [], [None, "年月", "軽油(L)"], [None, "2024/4", 5]]}), ONE, "a.xlsx")
    table = proposal.tables[0]
    assert (table.region.headers, table.region.first) == ((2,), 3)
    assert [column.index for column in table.columns] == [1, 2]
    assert read_source(book({"表": [[], ["x"]]}), "a.xlsx").sheets[0].text(1, 0) == "x"


def test_a_corner_that_names_the_units_beside_it_is_no_column_of_units() -> None:
    case = case_with("本館")
    text = "2024年度\n,電気,A重油\n単位,kWh,L\n4月,12028,504\n5月,12029,505\n計,24057,1009\n"
    preview = look(text, case)
    assert preview.questions == ()
    assert lines(preview, case) == [
        ("本館", "electricity", 2024, 4, "12028", "kWh", None),
        ("本館", "electricity", 2024, 5, "12029", "kWh", None),
        ("本館", "heavy_oil_a", 2024, 4, "504", "L", None),
        ("本館", "heavy_oil_a", 2024, 5, "505", "L", None),
    ]


def test_a_corner_that_names_the_months_beside_it_is_no_column_of_months() -> None:
    case = case_with("第一工場", "第二工場")
    text = "令和6年度 電気使用量（kWh）\n月,4月,5月,6月,年計\n第一工場,20,21,22,63\n第二工場,30,31,32,93\n小計,50,52,54,\n"
    preview = look(text, case)
    assert preview.questions == ()
    assert [(line[0], line[3], line[4]) for line in lines(preview, case)] == [
        ("第一工場", 4, "20"), ("第一工場", 5, "21"), ("第一工場", 6, "22"),
        ("第二工場", 4, "30"), ("第二工場", 5, "31"), ("第二工場", 6, "32"),
    ]  # fmt: skip


def test_names_nobody_knows_below_a_corner_of_months_are_asked_about_once() -> None:
    text = "令和6年度 電気使用量（kWh）\n月,4月,5月,6月\n岡谷,20,21,22\n長野,30,31,32\n"
    asked = [key.split(":")[0] for key in keys(look(text, case_with("本館", "別館")))]
    assert asked.count("column") == 1
    assert "look" not in asked


def test_units_nobody_knows_are_asked_about_by_name() -> None:
    preview = look("年月,品名,数量,単位\n2024/4,灯油,3,缶\n2024/5,灯油,4,缶\n", case_with("本館"))
    assert keys(preview) == ["unit:缶"]
