"""What people type or paste is understood, or answered with one sentence that says what to do."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist.case import parsing
from sllassist.case.problems import InputProblem


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("1234.5", "1234.5", ""),
        ("1,234.5 ", "1234.5", ""),
        ("１２３，４５６．７８", "123456.78", ""),
        ("12345 kWh", "12345", "kWh"),
        ("１２ｋＷｈ", "12", "kWh"),
        ("５㎥", "5", "m3"),
        ("1　234", "1234", ""),
        ("▲1,234", "-1234", ""),
        ("△5", "-5", ""),
        ("−5", "-5", ""),
        ("ー5", "-5", ""),
        ("￥1,000", "1000", "円"),
        ("¥1,000 円", "1000", "円"),
        ("1 234 567", "1234567", ""),
        ("1 234 567.5 kWh", "1234567.5", "kWh"),
        ("▲12 345", "-12345", ""),
        (".5", "0.5", ""),
        ("0", "0", ""),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, value: str, unit: str) -> None:
    found = parsing.parse_number(typed)
    assert (found.value, found.unit_text) == (Decimal(value), unit)


@pytest.mark.parametrize("typed", ["abc", "1,23", "12,34", "1.2.3", "--5", "約100", "NaN", "∞"])
def test_what_is_no_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InputProblem, match="電気の使用量は数字で入力してください（例 12,345）。"):
        parsing.parse_quantity(typed, "kWh", "電気の使用量")


@pytest.mark.parametrize(
    "typed",
    ["1000 20", "12 34 56", "1000 1100 1200", "1 2345", "1234 567", "1  234", "1,234 567", "1 234,567", "1.5 200", "1\n2"],
)
def test_digits_with_blanks_between_them_are_one_number_only_in_thousands(typed: str) -> None:
    with pytest.raises(InputProblem, match="電気の使用量は、数字と数字の間を空けずに"):
        parsing.parse_quantity(typed, "kWh", "電気の使用量")


@pytest.mark.parametrize("typed", ["￥500", "¥500", "500円", "¥500 kWh", "\\500"])
def test_money_is_no_quantity(typed: str) -> None:
    with pytest.raises(InputProblem, match=r"電気の使用量の単位「.+」が読み取れません"):
        parsing.parse_quantity(typed, "kWh", "電気の使用量")


def test_a_yen_sign_fits_an_amount_and_no_count() -> None:
    assert parsing.parse_yen("￥12,000") == Decimal(12000)
    assert parsing.parse_yen("¥1,200万円") == Decimal(12_000_000)
    with pytest.raises(InputProblem, match="数字で"):
        parsing.parse_count("￥42", "従業員数")


def test_thirteen_digits_fit_and_fourteen_do_not() -> None:
    assert parsing.parse_number("9,999,999,999,999").value == Decimal(9999999999999)
    with pytest.raises(InputProblem, match="桁が多すぎます"):
        parsing.parse_number("10,000,000,000,000")


def test_six_places_fit_and_seven_do_not() -> None:
    assert parsing.parse_number("0.123456").value == Decimal("0.123456")
    with pytest.raises(InputProblem, match="小数点以下6桁まで"):
        parsing.parse_number("0.1234567")


def test_a_quantity_below_zero_is_refused_and_zero_is_fine() -> None:
    assert parsing.parse_quantity("0", "kWh") == (Decimal(0), "kWh")
    with pytest.raises(InputProblem, match="0以上"):
        parsing.parse_quantity("▲1", "kWh")


def test_a_unit_typed_behind_the_number_wins_over_the_column() -> None:
    assert parsing.parse_quantity("12 千kWh", "kWh") == (Decimal(12), "千kWh")
    assert parsing.parse_quantity("３５リットル", "kL") == (Decimal(35), "L")


def test_an_unknown_unit_is_named_in_the_sentence() -> None:
    with pytest.raises(InputProblem, match="「ガロン」が読み取れません"):
        parsing.parse_quantity("3 ガロン", "L")


@pytest.mark.parametrize(
    ("typed", "yen"),
    [
        ("10,000,000", 10_000_000), ("1,000万円", 10_000_000), ("1.5億円", 150_000_000), ("3000万", 30_000_000),
        ("３千万円", 30_000_000), ("￥５００", 500), ("3千円", 3000),
    ],
)
def test_money_is_read_with_its_units(typed: str, yen: int) -> None:
    assert parsing.parse_yen(typed) == yen


def test_half_a_yen_is_refused() -> None:
    with pytest.raises(InputProblem, match="小数のつかない"):
        parsing.parse_yen("0.5")


@pytest.mark.parametrize(("typed", "code"), [("〒394-0000", "3940000"), ("３９４ー００００", "3940000"), ("394 0000", "3940000")])
def test_postcodes(typed: str, code: str) -> None:
    assert parsing.parse_postcode(typed) == code


@pytest.mark.parametrize("typed", ["394-000", "39400000", "abc"])
def test_a_postcode_of_another_length_is_refused(typed: str) -> None:
    with pytest.raises(InputProblem, match="7桁"):
        parsing.parse_postcode(typed)


# Published corporate numbers (国税庁 法人番号公表サイト), as listed in the UX notes of this project.
NUMBERS = ["7000012050002", "4011001098993", "2120901007402", "7123456789012", "1000020200000", "8000020130001"]


@pytest.mark.parametrize("number", NUMBERS)
def test_published_corporate_numbers_pass_with_13_or_12_digits(number: str) -> None:
    assert parsing.parse_corporate_number(f" {number[0]}-{number[1:5]}-{number[5:9]}-{number[9:]} ") == number
    assert parsing.parse_corporate_number(number[1:]) == number


@pytest.mark.parametrize("number", NUMBERS)
def test_a_wrong_check_digit_is_found(number: str) -> None:
    wrong = str((int(number[0]) + 1) % 10) + number[1:]
    with pytest.raises(InputProblem, match="数字が合いません"):
        parsing.parse_corporate_number(wrong)


@pytest.mark.parametrize("name", ["髙﨑𠮷", "㈱山田", "塚本", "神田", "Ⅲ号館"])
def test_names_are_never_rewritten(name: str) -> None:
    assert parsing.clean_name(f"　{name}\r\n") == name


def test_kana_with_a_loose_voicing_mark_is_composed() -> None:
    assert parsing.clean_name("か\u3099く\u3099") == "がぐ"


@given(st.decimals(min_value=0, max_value=10**12, places=3, allow_nan=False))
def test_what_is_shown_with_commas_reads_back(value: Decimal) -> None:
    assert parsing.parse_number(f"{value:,f}").value == value


@given(st.text(max_size=40))
def test_no_text_breaks_a_reader(text: str) -> None:
    readers = (parsing.parse_number, parsing.parse_yen, parsing.parse_postcode, parsing.parse_corporate_number)
    for reader in (*readers, parsing.parse_email, parsing.parse_phone):
        with contextlib.suppress(InputProblem):
            reader(text, "項目")
