"""The calendar file is read back by another program, and keeps the rules that Outlook and Google Calendar insist on."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from sllassist.documents.ics import calendar

AS_OF = dt.date(2026, 11, 20)


@dataclass(frozen=True)
class Entry:
    uid: str = "case-nagano_sll-report-2026@sllassist"
    day: dt.date | None = dt.date(2027, 7, 31)
    heading: str = "2026年度の報告書を出す（信州SLL）"
    details: tuple[str, ...] = ("貴社 → ヘルプデスク",)
    lead_days: int = 30
    scheme_short: str = "信州SLL"


def events(data: bytes) -> list[Event]:
    return [part for part in Calendar.from_ical(data).walk("VEVENT") if isinstance(part, Event)]


def test_every_entry_with_a_day_is_an_all_day_event() -> None:
    data = calendar([Entry(), Entry(uid="b", day=None)], AS_OF, "見本精機の期限")
    (event,) = events(data)
    assert event.decoded("DTSTART") == dt.date(2027, 7, 31)
    assert event.decoded("DTEND") == dt.date(2027, 8, 1)
    assert str(event["SUMMARY"]) == "2026年度の報告書を出す（信州SLL）"
    assert str(event["UID"]) == "case-nagano_sll-report-2026@sllassist"
    assert event.decoded("DTSTAMP") == dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


def reminders(lead_days: int) -> list[dt.datetime]:
    (event,) = events(calendar([Entry(lead_days=lead_days)], AS_OF, "期限"))
    midnight = dt.datetime(2027, 7, 31)
    return [midnight + alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]


def test_reminders_come_in_the_morning_of_the_day_to_begin_and_of_the_day_before() -> None:
    day_before = dt.datetime(2027, 7, 30, 9)
    assert reminders(30) == [dt.datetime(2027, 7, 1, 9), day_before]
    assert reminders(2) == [dt.datetime(2027, 7, 29, 9), day_before]
    assert reminders(1) == [day_before]
    assert reminders(0) == [day_before]


def test_the_head_says_what_calendar_programs_ask_for() -> None:
    lines = calendar([Entry()], AS_OF, "期限").decode("utf-8").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert {"VERSION:2.0", "METHOD:PUBLISH", "CALSCALE:GREGORIAN"} <= set(lines)
    assert any(line.startswith("PRODID:") and line.isascii() for line in lines)
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_no_entry_at_all_still_is_a_calendar() -> None:
    assert events(calendar([], AS_OF, "期限")) == []


def test_the_same_deadlines_give_the_same_bytes_on_the_same_day() -> None:
    assert calendar([Entry()], AS_OF, "期限") == calendar([Entry()], AS_OF, "期限")
    assert calendar([Entry()], AS_OF, "期限") != calendar([Entry()], dt.date(2026, 11, 21), "期限")


ANY = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("髙﨑𠮷;,\\:\"期限")
TEXTS = st.text(ANY, min_size=1, max_size=120)


@given(TEXTS, st.lists(TEXTS, max_size=4), TEXTS)
def test_any_words_come_back_as_they_were_and_no_line_is_too_long(heading: str, details: list[str], name: str) -> None:
    data = calendar([Entry(heading=heading, details=tuple(details))], AS_OF, name)
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # no character is torn apart
    (event,) = events(data)
    assert str(event["SUMMARY"]) == heading
    assert str(event.get("DESCRIPTION", "")) == "\n".join(details)


def test_line_ends_and_controls_in_names_do_not_break_the_file() -> None:
    (event,) = events(calendar([Entry(heading="一行目\r\nEND:VCALENDAR\x00\x1b終わり\tです")], AS_OF, "期限"))
    assert str(event["SUMMARY"]) == "一行目\nEND:VCALENDAR終わり です"
