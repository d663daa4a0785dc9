"""Back and forward over places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sllassist.flow.pages import HUB, PAGES, Place
from sllassist.ui.visits import Visit, Visits

PLACES = st.sampled_from([HUB, *(Place(page.id) for page in PAGES), Place("bills", 2024), Place("bills", 2025)])
STEPS = st.lists(st.one_of(PLACES, st.sampled_from(["back", "forward"])), max_size=40)


def test_begins_at_the_hub_with_nowhere_to_go() -> None:
    visits = Visits()
    assert visits.now.place == HUB
    assert not visits.can_go_back
    assert not visits.can_go_forward


def test_the_field_of_a_place_makes_no_step_of_its_own() -> None:
    visits = Visits()
    visits.go(Visit(Place("firm", focus="firm.name")))
    visits.go(Visit(Place("firm", focus="firm.phone")))
    assert visits.back().place == HUB


@given(STEPS)
def test_behaves_like_a_browser(steps: list[Place | str]) -> None:
    visits = Visits()
    behind: list[Place] = []
    here, ahead = HUB, []
    for step in steps:
        if step == "back":
            visits.back()
            if behind:
                ahead.append(here)
                here = behind.pop()
        elif step == "forward":
            visits.forward()
            if ahead:
                behind.append(here)
                here = ahead.pop()
        elif isinstance(step, Place):
            visits.go(Visit(step))
            if step != here:
                behind.append(here)
                here, ahead = step, []
        assert visits.now.place == here
        assert (visits.can_go_back, visits.can_go_forward) == (bool(behind), bool(ahead))
