"""Times written with mere numbers: read where the cells tell, asked where they do not, never taken for one by chance."""

from __future__ import annotations

import pytest
from support.importing import case_with, keys, lines, look

ONE = case_with("本館")


def _months(text: str, answers: dict[str, str]) -> list[tuple[int, int | None]]:
    preview = look(text, ONE, answers)
    assert preview.questions == ()
    return [(line[2], line[3]) for line in lines(preview, ONE)]


ERA = "年月,電気(kWh)\n6/4,1000\n6/5,1001\n7/1,1003\n"


def test_year_and_month_of_an_era_or_month_and_day_is_asked_once() -> None:
    preview = look(ERA, ONE)
    assert [key.split(":")[0] for key in keys(preview)] == ["slash"]
    asked = preview.questions[0]
    assert [option.label for option in asked.options] == [
        "令和の年と月（令和6年4月）", "月と日（6月4日）", "取り込まない",
    ]  # fmt: skip
    assert (asked.proposed, asked.count) == ("era", 3)
    assert not list(preview.records)
    assert _months(ERA, {"slash:": "era"}) == [(2024, 1), (2024, 4), (2024, 5)]


def test_days_of_one_month_are_not_added_up_unasked() -> None:
    preview = look(ERA, ONE, {"slash:": "day", "year:": "F2024"})
    assert [key.split(":")[0] for key in keys(preview)] == ["rows"]
    assert look(ERA, ONE, {"slash:": "leave_out"}).questions == ()


@pytest.mark.parametrize(
    "text",
    [
        "使用日,電気(kWh)\n6/4,1000\n6/5,1001\n7/1,1003\n",
        "年月,電気(kWh)\n6/4,1000\n6/13,1001\n7/1,1003\n",
        "月,電気(kWh)\n4/1,1000\n5/1,1001\n6/1,1003\n",
    ],
)
def test_what_is_plainly_month_and_day_is_not_asked_about(text: str) -> None:
    assert "slash" not in [key.split(":")[0] for key in keys(look(text, ONE))]


def test_the_order_of_a_date_is_asked_where_every_order_is_possible() -> None:
    text = "検針日,電気(kWh)\n04/05/06,1000\n"
    preview = look(text, ONE)
    assert [key.split(":")[0] for key in keys(preview)] == ["order"]
    assert [option.value for option in preview.questions[0].options] == ["ymd", "mdy", "dmy", "leave_out"]
    assert _months(text, {"order:": "ymd", "short_year": "R"}) == [(2022, 5)]
    assert _months(text, {"order:": "mdy", "short_year": "W"}) == [(2006, 4)]
    assert _months(text, {"order:": "dmy", "short_year": "W"}) == [(2006, 5)]


def test_an_order_that_the_dates_tell_is_not_asked_about() -> None:
    assert _months("検針日,電気(kWh)\n4/25/2024,1000\n5/25/2024,1001\n", {}) == [(2024, 4), (2024, 5)]
    year_first = "検針日,電気(kWh)\n06/04/10,1000\n06/05/11,1001\n06/06/12,1002\n"
    assert _months(year_first, {"short_year": "R"}) == [(2024, 4), (2024, 5), (2024, 6)]
    assert _months("検針日,電気(kWh)\n24/04/30,1000\n24/05/31,1001\n", {"short_year": "W"}) == [(2024, 4), (2024, 5)]
