"""A menu no list publishes takes the supplier's residual of its own year; one that a later list knows waits for it."""

from decimal import Decimal

from sllassist.knowledge import load_knowledge


def test_a_menu_nobody_publishes_takes_the_residual_of_its_own_year() -> None:
    found = load_knowledge().electricity("A0270", "ナイト", 2024)
    assert found.co2_basic is not None
    assert (found.co2_basic.value, found.basis, found.provisional) == (Decimal("0.000421"), "residual", False)


def test_a_menu_the_next_list_publishes_is_taken_from_there_for_the_time_being() -> None:
    found = load_knowledge().electricity("A0270", "メニューA", 2024)
    assert found.co2_basic is not None
    assert (found.co2_basic.value, found.basis, found.provisional) == (Decimal(0), "nearest_year", True)
