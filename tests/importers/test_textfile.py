"""Letters and delimiters of text files, against Python's own csv reader."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist.case.problems import InputProblem
from sllassist.importers import read_source
from sllassist.importers.textfile import decode, parse

TEXT = "年月,電気使用量(kWh),備考\r\n2024年4月,100,髙﨑①㈱～\r\n2024年5月,120,﨑\r\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp932", "cp932"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_letters_come_through_in_every_encoding(encoding: str, found: str) -> None:
    decoded = decode(TEXT.encode(encoding), "表.csv")
    assert decoded.text == TEXT
    assert decoded.encoding == found


def test_utf16_without_its_mark_is_asked_about() -> None:
    assert decode(TEXT.encode("utf-16-le"), "a").others
    assert not decode(TEXT.encode("utf-16"), "a").others


@pytest.mark.parametrize("encoding", ["euc_jp", "iso2022_jp"])
def test_letters_of_other_systems(encoding: str) -> None:
    plain = "年月,電気使用量,事業所\n2024年4月,100,岡谷工場\n2024年5月,120,岡谷工場\n"
    decoded = decode(plain.encode(encoding), "a")
    assert decoded.text == plain
    assert decoded.encoding == encoding


def test_half_width_katakana_of_windows_is_not_taken_for_unix() -> None:
    plain = "ﾈﾝｹﾞﾂ,ﾃﾞﾝｷｼﾖｳﾘﾖｳ(kWh),ﾘﾖｳｷﾝ\n2024/4,100,3000\n"
    decoded = decode(plain.encode("cp932"), "a")
    assert decoded.text == plain
    assert decoded.encoding == "cp932"


def test_a_reading_in_the_wrong_letters_can_be_repeated_in_others() -> None:
    plain = "年月分の,電気の量\n1,100\n"
    data = plain.encode("euc_jp")
    assert read_source(data, "a", encoding="euc_jp").sheets[0].text(0, 0) == "年月分の"
    assert read_source(data, "a", encoding="cp932").sheets[0].text(0, 0) != "年月分の"
    with pytest.raises(InputProblem) as told:
        read_source(data, "a", encoding="utf-8")
    assert told.value.problem.code == "importers.encoding"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [["年月", "電気", "金額"], ["2024/4", "1", "2"], ["2024/5", "3", ""]]
    sheet, found = parse("\n".join(delimiter.join(row) for row in rows), "a")
    assert found == delimiter
    assert [list(row) for row in sheet.rows()] == rows


def test_commas_within_numbers_do_not_hide_the_tabs() -> None:
    sheet, found = parse("年月\t電気\n2024/4\t1,234\n2024/5\t12,345,678\n", "a")
    assert found == "\t"
    assert sheet.text(2, 1) == "12,345,678"


def test_excels_line_about_the_delimiter_is_followed_and_not_a_row() -> None:
    sheet, found = parse("sep=;\r\na;b,c\r\n1;2,3\r\n", "a")
    assert found == ";"
    assert list(sheet.rows()) == [("a", "b,c"), ("1", "2,3")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(end: str) -> None:
    sheet, _ = parse(end.join(["a,b", "1,2", "3,4", ""]), "a")
    assert list(sheet.rows()) == [("a", "b"), ("1", "2"), ("3", "4")]


def test_ragged_rows_are_filled_up() -> None:
    sheet, _ = parse("題\na,b,c\n1,2\n3,4,5,6\n", "a")
    assert sheet.width == 4
    assert list(sheet.rows()) == [("題", "", "", ""), ("a", "b", "c", ""), ("1", "2", "", ""), ("3", "4", "5", "6")]


def test_a_quotation_mark_within_a_cell_is_a_letter_like_others() -> None:
    sheet, _ = parse('品名,数量\nホース 5" 用,3\nノズル,4\n', "a")
    assert list(sheet.rows()) == [("品名", "数量"), ('ホース 5" 用', "3"), ("ノズル", "4")]


CELLS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85\ufeff"), max_size=6
).map(str.strip)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=2, max_size=6)
)


@given(TABLES, st.sampled_from([",", "\t"]), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_table_reads_as_the_csv_module_reads_it(
    rows: list[list[str]], delimiter: str, end: str, quoted: bool
) -> None:
    rows = [["見出し"] * len(rows[0]), *rows, ["終"] * len(rows[0])]
    stream = io.StringIO(newline="")
    csv.writer(
        stream, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    ).writerows(rows)
    sheet, _ = parse(stream.getvalue(), "a", delimiter)
    expected = list(csv.reader(io.StringIO(stream.getvalue(), newline=""), delimiter=delimiter))
    assert [list(row) for row in zip(*sheet.columns, strict=True)] == expected
