"""Filled forms hold what was given, rounded as the map says, and nothing of it as a formula; other programs read it back."""

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook
from support.papers import FIRM, all_contents, energy, energy_lines, form1, letter, measures

from sllassist.documents.fill import Filled, fill
from sllassist.documents.forms import form_map
from sllassist.schemes.base import FormContent

D = Decimal


def filled(content: FormContent) -> Filled:
    return fill(form_map(content.form_id), content)


def opened(content: FormContent, *, values: bool = False) -> Workbook:
    made = filled(content)
    assert made.data is not None
    return openpyxl.load_workbook(io.BytesIO(made.data), data_only=values)


@pytest.mark.parametrize("content", all_contents(), ids=lambda c: c.form_id)
def test_every_value_given_is_read_back_from_its_cell(content: FormContent) -> None:
    form = form_map(content.form_id)
    book = opened(content, values=True)
    for name, given_value in content.values.items():
        if given_value is None:
            continue
        item = form.fields[name]
        for sheet, cell in item.places:
            found = book[sheet][cell].value
            if item.kind == "text":
                assert found == given_value
            elif item.kind == "number":
                digits = form.roundings[item.round].digits if item.round else None
                wanted = given_value if digits is None else D(given_value).quantize(D(1).scaleb(-digits), rounding="ROUND_HALF_UP")
                assert found == pytest.approx(float(wanted), rel=1e-15, abs=0)
            else:
                assert "令和" in found
    for name, rows in content.tables.items():
        table = form.tables[name]
        for number, row in zip(table.rows, rows, strict=False):
            for column, given_value in row.items():
                found = book[table.sheet][f"{table.columns[column].column}{number}"].value
                if isinstance(given_value, str):
                    assert found == given_value
                elif given_value is not None and table.columns[column].kind == "number":
                    assert found == pytest.approx(float(given_value), rel=1e-15)


# Worked out by hand: 四捨五入 of the figures in support/papers.py, on both sides of each edge.
@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("E51", 413), ("G51", 390), ("E55", 813), ("J55", 811), ("E56", 691), ("J56", 15.1), ("G61", 772), ("I61", 731), ("K61", 691),
        ("G62", 765), ("G63", 766), ("G64", -5.9),
    ],
)  # fmt: skip
def test_figures_of_form1_are_rounded_half_up(cell: str, wanted: float) -> None:
    assert opened(form1())["総括票"][cell].value == wanted


def test_years_and_dates_stand_in_the_japanese_calendar() -> None:
    sheet = opened(form1())["総括票"]
    assert sheet["J44"].value == "令和6年度（2024年度）"
    assert sheet["G60"].value == "令和7年度\n（2025年度）"
    assert opened(form1())["措置"]["G10"].value == "令和7年度"
    dated, undated = opened(letter("form3"))["提出書"], opened(letter("form2"))["提出書"]
    assert dated["F5"].value == "令和8年7月15日"
    assert undated["F5"].value == "令和　　年　　月　　日"


def test_formulas_stay_and_carry_our_values() -> None:
    formulas, values = opened(energy()), opened(energy(), values=True)
    sheet, known = formulas["算定総括表"], values["算定総括表"]
    form = form_map("nagano_sll/energy_summary")
    for name, item in form.fields.items():
        for _, cell in item.places:
            assert str(sheet[cell].value).startswith("=") == item.formula, name
            assert not item.formula or known[cell].value is not None, name
    unused = form.tables["lines"].rows[len(energy_lines())]
    assert str(sheet[f"K{unused}"].value).startswith("=")
    assert known[f"K{unused}"].value in (None, "")


@pytest.mark.parametrize(
    ("vehicles", "gases", "wanted"),
    [(None, D("2999.999"), ("未入力", "基準未満")), (199, D(3000), ("基準未満", "基準以上")), (200, None, ("基準以上", "未入力"))],
)
def test_verdicts_follow_from_figure_and_limit(vehicles: int | None, gases: D | None, wanted: tuple[str, str]) -> None:
    content = energy()
    given_values = {**content.values, "duty_vehicles": vehicles, "duty_other_gases_t": gases}
    sheet = opened(replace(content, values=given_values), values=True)["算定総括表"]
    assert (sheet["P13"].value, sheet["P12"].value) == wanted
    assert sheet["P11"].value == "基準未満"


def hidden(sheet: openpyxl.worksheet.worksheet.Worksheet) -> set[int]:
    return {number for number, row in sheet.row_dimensions.items() if row.hidden}


def test_unused_rows_are_hidden_and_used_ones_are_not() -> None:
    form = form_map("nagano_sll/energy_summary")
    rows = form.tables["lines"].rows
    assert hidden(opened(energy())["算定総括表"]) == set(rows[len(energy_lines()) :])
    full = tuple({**energy_lines()[0], "number": n} for n in range(1, 121))
    assert hidden(opened(energy(full))["算定総括表"]) == set()


def test_blocks_that_do_not_concern_the_firm_disappear_until_they_do() -> None:
    plain = hidden(opened(form1())["総括票"])
    assert {70, 80, 83, 91, 94, 95, 104} <= plain
    assert not {68, 69, 81, 82, 92, 93, 105} & plain
    content = form1(other_gases_base_t=D(4000))
    shown = hidden(opened(content)["総括票"])
    assert not {70, 75, 80} & shown
    assert {83, 91} <= shown
    first = {"stage": "Ⅰ、Ⅱ", "number": 1, "name": "エコドライブの励行"}
    listed = replace(form1(), tables={**form1().tables, "priority_measures": (first,)})
    assert not {94, 95} & hidden(opened(listed)["総括票"])
    assert {96, 104} <= hidden(opened(listed)["総括票"])


def test_gases_are_a_sentence_or_a_table_never_both() -> None:
    sentence, table = range(22, 25), range(27, 43)
    none = hidden(opened(form1(gases_none="記録がありません。"))["措置"])
    assert (none & set(sentence), none & set(table)) == (set(), set(table))
    content = form1(gases_total_t_base=D("0.05"))
    kinds = ({"kind": "メタン（CH4）", "base": D("0.05")}, {"kind": "六ふっ化硫黄（SF6）", "base": D(0)})
    page = opened(replace(content, tables={**content.tables, "gases": kinds}))["措置"]
    assert hidden(page) == {*sentence, *range(32, 40)}
    assert [page[cell].value for cell in ("F30", "F31", "F40")] == [0.1, 0, 0.1]


def test_the_ten_rows_of_measures_always_stand() -> None:
    sheet = opened(form1())["措置"]
    assert not hidden(sheet) & set(range(1, 22))
    assert [sheet[f"A{row}"].value for row in range(10, 20)] == list(range(1, 11))
    assert sheet["C10"].value == "対策1 =A1+1"


@pytest.mark.parametrize(("count", "fits"), [(10, True), (11, False)])
def test_more_rows_than_the_form_has_are_said_not_dropped(count: int, fits: bool) -> None:
    content = form1()
    made = filled(replace(content, tables={**content.tables, "measures": measures(count)}))
    assert (made.data is not None) == fits
    if not fits:
        [problem] = made.problems
        assert problem.level == "error"
        assert problem.message == (
            "事業活動温暖化対策計画書 兼 実施状況等報告書（様式1号 総括票）の「排出抑制目標達成のための具体的な措置」は"
            "10件まで書けます（いま11件）。似たものをまとめて10件以内にしてください。"
        )


def test_long_texts_make_their_row_higher_and_too_long_ones_are_said() -> None:
    short, long = opened(form1(energy_co2_target_text="短い")), opened(form1(energy_co2_target_text="長い説明です。" * 60))
    assert short["総括票"].row_dimensions[58].height == 52
    assert long["総括票"].row_dimensions[58].height > 200
    made = filled(form1(energy_co2_target_text="長い説明です。" * 200))
    [problem] = made.problems
    assert made.data is None
    assert "目標設定に関する説明" in problem.message
    assert "いま1400文字" in problem.message
    limit = problem.params["limit"]
    assert filled(form1(energy_co2_target_text=("長い説明です。" * 200)[:limit])).data is not None


@pytest.mark.parametrize("content", [form1(no_such_field="x"), replace(form1(), tables={"no_such_table": ()})])
def test_names_the_map_does_not_know_are_refused(content: FormContent) -> None:
    with pytest.raises(KeyError, match="no_such"):
        filled(content)


def test_columns_the_map_does_not_know_are_refused() -> None:
    with pytest.raises(KeyError, match="colour"):
        filled(replace(form1(), tables={"sites": ({"name": "本社", "colour": "red"},)}))


def test_a_value_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="従業員数"):
        filled(form1(employees="48人"))
    with pytest.raises(TypeError, match="作成日"):
        filled(replace(energy(), values={**energy().values, "made_on": "2026-11-20"}))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120))
@settings(max_examples=25, deadline=None)
def test_any_name_survives_in_every_reader(text: str) -> None:
    made = filled(replace(letter("form2"), values={"firm_name": text, "submitted_on": dt.date(2026, 4, 1)}))
    assert made.data is not None
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    wanted = "".join(c for c in lines if c in "\t\n" or (ord(c) >= 0x20 and c not in "\ufffe\uffff"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made.data)).get_sheet_by_name("提出書").to_python(skip_empty_area=False)
    assert rows[10][5] == wanted
    cell = openpyxl.load_workbook(io.BytesIO(made.data))["提出書"]["F11"]
    assert cell.data_type != "f"


def test_the_blank_itself_is_never_written() -> None:
    form = form_map("nagano_sll/form1")
    before = Path(form.blank).read_bytes()
    assert FIRM not in "".join(str(c.value) for row in openpyxl.load_workbook(form.blank)["総括票"].iter_rows() for c in row)
    filled(form1())
    assert Path(form.blank).read_bytes() == before
