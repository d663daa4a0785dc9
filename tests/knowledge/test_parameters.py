"""Dated parameters: the value of a day, what holds outside the days, and files that contradict themselves."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from sllassist.knowledge import KnowledgeError, load_knowledge
from sllassist.knowledge.parameters import load_parameters
from sllassist.paths import resource

TWO = """
[duty.oil_kl]
unit = "kL/年"
label = "エネルギー使用量（原油換算）"
values = [
  { from = 2027-04-01, value = 1200.5, source = "改正", status = "未確認" },
  { from = 2025-04-01, value = 1500, source = "説明資料", clause = "1つ目", status = "確認済" },
]
"""


def two(first: str, second: str) -> str:
    values = [f'{{ {days}, value = 1, source = "s", status = "確認済" }}' for days in (first, second)]
    return f"[x.y]\nvalues = [{', '.join(values)}]"


def parameters(tmp_path: Path, text: str):
    path = tmp_path / "demo_scheme.toml"
    path.write_text(text, "utf-8")
    return load_parameters(path)


def test_a_value_holds_until_the_day_before_the_next(tmp_path: Path) -> None:
    read = parameters(tmp_path, TWO)
    old = read.at("duty.oil_kl", dt.date(2027, 3, 31))
    new = read.at("duty.oil_kl", dt.date(2027, 4, 1))
    assert (old.value, old.valid_to, old.status, old.clause) == (Decimal(1500), dt.date(2027, 3, 31), "確認済", "1つ目")
    assert (new.value, new.valid_to, new.status) == (Decimal("1200.5"), None, "未確認")
    assert isinstance(old.value, Decimal)
    assert isinstance(new.value, Decimal)
    assert (old.unit, old.label) == ("kL/年", "エネルギー使用量（原油換算）")


def test_before_the_first_day_the_first_value_is_given_and_said_to_be_early(tmp_path: Path) -> None:
    read = parameters(tmp_path, TWO)
    early, first = read.at("duty.oil_kl", dt.date(2025, 3, 31)), read.at("duty.oil_kl", dt.date(2025, 4, 1))
    assert (early.value, early.before_first) == (Decimal(1500), True)
    assert (first.value, first.before_first) == (Decimal(1500), False)


def test_after_its_end_the_last_value_is_given_and_said_to_be_over(tmp_path: Path) -> None:
    text = '[a]\nvalues = [{ from = 2025-04-01, to = 2031-03-31, value = "可", source = "要領", status = "確認済" }]'
    read = parameters(tmp_path, text)
    assert read.at("a", dt.date(2031, 3, 31)).expired is False
    assert (read.at("a", dt.date(2031, 4, 1)).value, read.at("a", dt.date(2031, 4, 1)).expired) == ("可", True)


def test_texts_truths_lists_and_tables_stay_as_they_are(tmp_path: Path) -> None:
    text = """
[a]
values = [{ from = 2025-04-01, value = ["設備", "運転"], source = "s", status = "確認済" }]
[b]
values = [{ from = 2025-04-01, value = { month = 7, day = 31 }, source = "s", status = "確認済" }]
[c.d.e]
values = [{ from = 2025-04-01, value = false, source = "s", status = "確認済" }]
"""
    read = parameters(tmp_path, text)
    day = dt.date(2026, 1, 1)
    assert read.at("a", day).value == ["設備", "運転"]
    assert read.at("b", day).value == {"month": 7, "day": 31}
    assert read.at("c.d.e", day).value is False
    assert read.keys() == ("a", "b", "c.d.e")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[x.y]\nvalues = [{ from = 2025-04-01, value = 1, status = "確認済" }]', "x.y: source がありません"),
        ('[x.y]\nvalues = [{ from = 2025-04-01, value = 1, source = "" , status = "確認済" }]', "x.y: source がありません"),
        ('[x.y]\nvalues = [{ from = 2025-04-01, value = 1, source = "s" }]', "x.y: status がありません"),
        ('[x.y]\nvalues = [{ value = 1, source = "s", status = "確認済" }]', "x.y: from がありません"),
        ('[x.y]\nvalues = [{ from = 2025-04-01, source = "s", status = "確認済" }]', "x.y: value がありません"),
        ('[x.y]\nvalues = [{ from = 2025-04-01, value = 1, source = "s", status = "たぶん" }]', "x.y: status は確認済か未確認"),
        ('[x.y]\nvalues = [{ from = "2025年", value = 1, source = "s", status = "確認済" }]', "x.y: from と to は"),
        ('[x.y]\nvalues = [{ from = 2025-04-01, valeu = 1, source = "s", status = "確認済" }]', "知らない項目です（valeu）"),
        ('[x.y]\nunits = "t"\nvalues = [{ from = 2025-04-01, value = 1, source = "s", status = "確認済" }]', "知らない項目です（units）"),
        ("[x.y]\nvalues = []", "x.y: values に値が1つもありません"),
        ("[x]\ny = 1500", "x.y: 表（[…]）の中に values を書いてください"),
        ("[x", "読み取れません"),
        (
            two("from = 2025-04-01, to = 2026-04-01", "from = 2026-04-01"),
            "x.y: 期間が重なっています（2025-04-01 からと 2026-04-01 から）",
        ),
        (
            two("from = 2025-04-01", "from = 2025-04-01"),
            "x.y: 期間が重なっています",
        ),
    ],
)
def test_a_faulty_file_is_refused_with_its_name_and_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(KnowledgeError) as refused:
        parameters(tmp_path, text)
    assert str(refused.value).startswith("demo_scheme.toml")
    assert said in str(refused.value)


def test_ends_that_touch_do_not_overlap(tmp_path: Path) -> None:
    read = parameters(tmp_path, two("from = 2025-04-01, to = 2026-03-31", "from = 2026-04-01"))
    assert [read.at("x.y", day).valid_from.year for day in (dt.date(2026, 3, 31), dt.date(2026, 4, 1))] == [2025, 2026]


def test_an_unknown_key_names_file_and_key(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match=r"demo_scheme: duty\.oil"):
        parameters(tmp_path, TWO).at("duty.oil", dt.date(2026, 1, 1))


@pytest.mark.parametrize("path", sorted(resource("schemes").glob("*.toml")), ids=lambda path: path.stem)
def test_every_scheme_file_of_the_program_can_be_read(path: Path) -> None:
    assert load_parameters(path).keys()


def test_a_scheme_is_asked_through_the_day() -> None:
    at = load_knowledge().at(dt.date(2026, 4, 1))
    assert at.param("nagano_sll", "duty.oil_kl").number == Decimal(1500)
    assert at.param("nagano_sll", "duty.oil_kl").unit == "kL/年"


def test_a_scheme_nobody_wrote_down_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"schemes/no_such\.toml: 見つかりません"):
        load_knowledge().at(dt.date(2026, 4, 1)).param("no_such", "a")
