"""More names than anyone would answer questions about become one question; more rows than fit one sentence."""

from __future__ import annotations

import pytest
from support.importing import case_with, keys, look

from sllassist.case.problems import InputProblem
from sllassist.importers import limits, read_source

ONE = case_with("本館")


def _labels(count: int) -> str:
    rows = "".join(f"2024/4/{day % 30 + 1},機械{day:05},{day},kWh\n" for day in range(count))
    return f"日付,品名,数量,単位\n{rows}"


def test_two_hundred_names_are_asked_about_and_one_more_is_one_question() -> None:
    asked = keys(look(_labels(200), ONE))
    assert (len(asked), {key.split(":")[0] for key in asked}) == (200, {"energy"})
    preview = look(_labels(201), ONE)
    assert [key.split(":")[0] for key in keys(preview)] == ["crowd"]
    assert "「品名」" in preview.questions[0].text
    assert not list(preview.records)


def test_a_crowded_column_can_be_left_unread() -> None:
    preview = look(_labels(201), ONE, {"crowd:": "ignore", "energy:": "electricity"})
    assert preview.questions == ()
    assert sum(record.quantity for record in preview.records) == sum(range(201))


def test_names_that_differ_in_months_alone_are_no_crowd() -> None:
    rows = "".join(f"{year}/{month}/25,電気代 {year}年{month}月分 {place}号機,10,kWh\n"
                   for year in range(2005, 2025) for month in range(1, 13) for place in (1, 2))  # fmt: skip
    assert {key.split(":")[0] for key in keys(look(f"日付,品名,数量,単位\n{rows}", ONE))} == {"energy"}


def test_known_sites_are_no_crowd() -> None:
    names = [f"拠点{number:03}" for number in range(250)]
    rows = "".join(f"2024/4,{name},100\n" for name in names)
    preview = look(f"年月,事業所,電気(kWh)\n{rows}", case_with(*names))
    assert (preview.questions, len(preview.records)) == ((), 250)


def test_one_row_more_than_the_limit_is_answered_with_what_to_do() -> None:
    assert limits.ROWS >= 120_000
    head, row = "年月,電気(kWh)\n", "2024/4,1\n"
    assert read_source(head + row * (limits.ROWS - 1)).sheets[0].height == limits.ROWS
    with pytest.raises(InputProblem, match="必要な年度だけを残すか、月ごとに集計してから"):
        read_source(head + row * limits.ROWS)
