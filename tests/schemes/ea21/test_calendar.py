"""エコアクション21の日程: audits from the day of registration, the first day to ask for one, and the way there."""

import datetime as dt

import pytest
from support.nagano import AS_OF, judged

from sllassist.case.model import Case, Firm, Site, Standing
from sllassist.schemes.base import Deadline, Section

DAY = dt.timedelta(days=1)


def registered(on: dt.date, as_of: dt.date = AS_OF) -> tuple[Deadline, ...]:
    case = Case(standing=Standing(ea21="registered", ea21_registered_on=on))
    return judged(case, as_of).scheme("ea21").deadlines


def section(case: Case, as_of: dt.date = AS_OF) -> Section:
    return next(one for one in judged(case, as_of).sections("ea21") if one.id == "ea21-timeline")


def test_nothing_is_due_before_anything_is_decided() -> None:
    assert judged(Case()).scheme("ea21").deadlines == ()
    assert judged(Case(standing=Standing(ea21="preparing"))).scheme("ea21").deadlines == ()


# 中央事務局「中間・更新審査について」: 登録日のおおむね1年後に中間審査、2年以内に更新審査
@pytest.mark.clause("ea21", "calendar.interim_months", "calendar.valid_months")
def test_中間更新審査_after_a_fresh_registration() -> None:
    interim, renewal, report = registered(dt.date(2026, 10, 1))
    assert (interim.day, renewal.day) == (dt.date(2027, 10, 1), dt.date(2028, 9, 30))
    assert "中間審査" in interim.title
    assert "更新審査" in renewal.title
    assert (report.day, report.when) == (None, "毎年（審査の前）")


@pytest.mark.clause("ea21", "calendar.valid_months")
@pytest.mark.parametrize(
    ("as_of", "first"),
    [(dt.date(2026, 9, 30), dt.date(2026, 9, 30)), (dt.date(2026, 10, 1), dt.date(2027, 10, 1))],
)
def test_更新審査_two_years_end_the_day_before_the_anniversary(as_of: dt.date, first: dt.date) -> None:
    found = registered(dt.date(2024, 10, 1), as_of)[0]
    assert found.day == first
    assert found.state == "upcoming"


@pytest.mark.parametrize(
    ("as_of", "names"), [(dt.date(2025, 10, 1), ["中間", "更新"]), (dt.date(2025, 10, 2), ["更新", "中間"])]
)
def test_中間審査_is_followed_by_the_renewal(as_of: dt.date, names: list[str]) -> None:
    titles = [item.title for item in registered(dt.date(2024, 10, 1), as_of)[:2]]
    assert [name in title for name, title in zip(names, titles, strict=True)] == [True, True]


# 過ぎた更新審査は記録がないので、180日の間だけ書き添える
@pytest.mark.clause("ea21", "calendar.look_back_days")
@pytest.mark.parametrize(("days", "said"), [(0, False), (1, True), (180, True), (181, False)])
def test_更新審査_just_passed_is_spoken_of(days: int, said: bool) -> None:
    ends = dt.date(2026, 9, 30)
    notes = "".join(item.note for item in registered(dt.date(2024, 10, 1), ends + days * DAY))
    assert ("前の更新審査は2026年9月30日まで" in notes) == said


def test_中間審査_just_passed_is_spoken_of_at_the_renewal() -> None:
    assert "前の中間審査は2026年10月1日ごろ" in registered(dt.date(2025, 10, 1))[0].note


# 2028年9月30日は土曜日: 前の平日は9月29日
def test_更新審査_on_a_day_off_is_finished_on_the_working_day_before() -> None:
    _, renewal, _ = registered(dt.date(2026, 10, 1))
    assert "土曜日にあたるため、前の平日（9月29日）" in renewal.note
    assert "あたるため" not in registered(dt.date(2024, 10, 2), dt.date(2026, 9, 1))[0].note


@pytest.mark.clause("ea21", "calendar.lead_days")
def test_the_audit_is_prepared_ninety_days_before() -> None:
    interim, renewal, report = registered(dt.date(2026, 10, 1))
    assert (interim.lead_days, renewal.lead_days, report.lead_days) == (90, 90, 0)


def test_a_registration_on_29_february_holds_until_the_end_of_february() -> None:
    found = registered(dt.date(2024, 2, 29), dt.date(2026, 1, 1))
    assert found[0].day == dt.date(2026, 2, 27)


def test_a_date_of_registration_alone_says_that_the_firm_is_registered() -> None:
    case = Case(standing=Standing(ea21_registered_on=dt.date(2026, 10, 1)))
    assert judged(case).scheme("ea21").deadlines[0].day == dt.date(2027, 10, 1)
    preparing = Case(standing=Standing(ea21="preparing", ea21_registered_on=dt.date(2026, 10, 1)))
    assert judged(preparing).scheme("ea21").deadlines == ()


# 審査を受ける条件: 3か月以上の取組
@pytest.mark.clause("ea21", "calendar.operation_months")
@pytest.mark.parametrize(
    ("decided", "day", "state"),
    [
        (dt.date(2026, 8, 20), dt.date(2026, 11, 20), "upcoming"), (dt.date(2026, 8, 19), dt.date(2026, 11, 19), "undated"),
        (dt.date(2026, 11, 30), dt.date(2027, 2, 28), "upcoming"),
    ],
)
def test_審査の申込み_three_months_after_the_decision(decided: dt.date, day: dt.date, state: str) -> None:
    [found] = judged(Case(standing=Standing(ea21="preparing", ea21_decided_on=decided))).scheme("ea21").deadlines
    assert (found.day, found.state) == (day, state)
    assert found.clause.status == "未確認"


@pytest.mark.clause("ea21", "calendar.steps", "calendar.usual_months", "calendar.operation_months")
def test_the_way_to_the_certificate_is_counted_from_the_decision_or_from_today() -> None:
    found = section(Case(standing=Standing(ea21_decided_on=dt.date(2026, 12, 1))))
    assert len(found.rows) == 12
    assert found.rows[0].cells[2] == "2026年12月1日"
    assert found.rows[3].cells[2] == "3か月以上（早くて2027年3月1日まで）"
    assert found.rows[6].cells[2] == "早くて2027年3月1日\nよくあるのは2027年6月〜2027年12月"
    assert "決めた日から" in found.lead
    assert "2026年11月20日に決めたとして" in section(Case()).lead
    assert dict(section(Case()).figures) == {"審査を申し込める最も早い日": "2027年2月20日"}


@pytest.mark.clause("ea21", "office.local", "office.central")
@pytest.mark.parametrize(("prefecture", "named"), [("長野県", "長野県産業環境保全協会"), ("富山県", "とやま環境財団"), ("大分県", "")])
def test_地域事務局_is_named_where_it_is_known(prefecture: str, named: str) -> None:
    notes = "".join(section(Case(sites=(Site(id="a", prefecture=prefecture),))).notes)
    assert "持続性推進機構" in notes
    assert "https://www.ea21.jp" in notes
    if named:
        assert named in notes
        assert "未確認" in notes
    else:
        assert "地域事務局は、中央事務局のホームページで探せます" in notes


@pytest.mark.clause("ea21", "edition.current", "edition.advanced")
def test_版_is_the_one_of_2017_and_the_supplement_of_2026_is_only_noted() -> None:
    notes = section(Case()).notes
    assert "いまのガイドラインは2017年版です。" in notes
    [advanced] = [note for note in notes if "アドバンスト" in note]
    assert "2026年度から" in advanced
    assert "未確認" in advanced


def test_a_registered_firm_sees_its_next_audits_with_their_cost() -> None:
    standing = Standing(ea21="registered", ea21_registered_on=dt.date(2024, 10, 1))
    found = section(Case(firm=Firm(employees=45, industry_code="24"), standing=standing))
    assert [row.cells for row in found.rows] == [
        ("中間審査", "2027年10月1日ごろ", "50,000円"), ("更新審査", "2028年9月30日まで", "200,000円"),
    ]
    fresh = Standing(ea21="registered", ea21_registered_on=dt.date(2026, 10, 1))
    assert section(Case(firm=Firm(employees=45, industry_code="24"), standing=fresh)).rows[0].cells[2] == "100,000円"
    assert "認証・登録の日を答えると" in section(Case(standing=Standing(ea21="registered"))).lead
