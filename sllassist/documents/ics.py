"""Deadlines as a calendar file (.ics, RFC 5545) for Outlook, Google Calendar and telephones.

All-day events, so that no time zone is needed; the same deadlines give the same bytes. Not for: which deadlines there
are (`sllassist.flow.agenda`).
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from sllassist import APP_NAME

LONGEST: Final = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""
_MORNING: Final = 9
"""Hour of the day at which reminders appear."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Entry(Protocol):
    """What a deadline must tell to stand in a calendar."""

    @property
    def uid(self) -> str:
        """The same for the same deadline of the same case, whenever it is written."""

    @property
    def day(self) -> dt.date | None:
        """The day it is due; entries without one are left out."""

    @property
    def heading(self) -> str:
        """One line."""

    @property
    def details(self) -> tuple[str, ...]:
        """More lines."""

    @property
    def lead_days(self) -> int:
        """How many days before to begin; 0: nothing to prepare."""

    @property
    def scheme_short(self) -> str:
        """The scheme it belongs to."""


def calendar(entries: Iterable[Entry], as_of: dt.date, name: str) -> bytes:
    """The file. `as_of`: the day the deadlines hold for, written as the time of the events; `name`: of the calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SLLAssist//Deadlines//JA", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{_text(name)}")
    for entry in entries:
        if entry.day is not None:
            lines += _event(entry, entry.day, as_of)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(entry: Entry, day: dt.date, as_of: dt.date) -> list[str]:
    shown = _text("\n".join(entry.details))
    return [
        "BEGIN:VEVENT", f"UID:{_text(entry.uid)}", f"DTSTAMP:{as_of:%Y%m%d}T000000Z", f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + dt.timedelta(days=1):%Y%m%d}", f"SUMMARY:{_text(entry.heading)}",
        *([f"DESCRIPTION:{shown}"] if shown else []), f"CATEGORIES:{_text(APP_NAME)},{_text(entry.scheme_short)}",
        "TRANSP:TRANSPARENT", *(line for days in sorted({1, entry.lead_days} - {0}, reverse=True) for line in _alarm(entry, days)),
        "END:VEVENT",
    ]


def _alarm(entry: Entry, days: int) -> Iterator[str]:
    """A reminder in the morning so many days before."""
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(entry.heading)}"
    yield f"TRIGGER:-P{f'{days - 1}D' if days > 1 else ''}T{24 - _MORNING}H"
    yield "END:VALARM"


def _text(value: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line ends escaped, other control characters left out."""
    plain = _CONTROLS.sub("", value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line with its end, broken so that no part is longer than 75 octets; never within a character."""
    parts, used = [b""], 0
    for character in line:
        octets = character.encode("utf-8", "replace")
        if used + len(octets) > LONGEST:
            parts.append(b" ")
            used = 1
        parts[-1] += octets
        used += len(octets)
    return b"\r\n".join(parts) + b"\r\n"
