"""Where the user has been: back and forward over places, as in a browser. No Qt.

Not for: which place comes next (`sllassist.flow.tasks`).
"""

from dataclasses import dataclass, replace

from sllassist.flow.pages import HUB, Place


@dataclass(frozen=True, slots=True)
class Visit:
    """A place that was shown. `back_to`: the link of the check page it was opened from, where going on leads back to."""

    place: Place
    back_to: str = ""


SHOWN_BY_FOCUS = ("scheme",)
"""Pages whose `focus` says what they show."""


def bare(place: Place) -> Place:
    """The place without the field to put the cursor on: what tells two screens apart."""
    return place if place.page_id in SHOWN_BY_FOCUS else replace(place, focus="")


class Visits:
    """The places visited, and which of them is shown."""

    def __init__(self) -> None:
        self._all: list[Visit] = [Visit(HUB)]
        self._at = 0

    @property
    def now(self) -> Visit:
        """The visit that is shown."""
        return self._all[self._at]

    def go(self, visit: Visit) -> None:
        """A new place after this one; what lay ahead is forgotten. The same place again changes nothing but `back_to`."""
        stored = Visit(bare(visit.place), visit.back_to)
        if stored.place == self.now.place:
            self._all[self._at] = stored
            return
        self._all[self._at + 1 :] = [stored]
        self._at += 1

    @property
    def behind(self) -> Place | None:
        """The place `back` would show, None when there is none."""
        return self._all[self._at - 1].place if self.can_go_back else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place after this one."""
        return self._at + 1 < len(self._all)

    def back(self) -> Visit:
        """The visit before, which is shown from now on; this one when there is none."""
        self._at = max(self._at - 1, 0)
        return self.now

    def forward(self) -> Visit:
        """The visit after, which is shown from now on; this one when there is none."""
        self._at = min(self._at + 1, len(self._all) - 1)
        return self.now
