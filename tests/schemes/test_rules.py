"""Three-valued conditions: unknown never turns into no, and open questions are named."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist.schemes.rules import Answer, Node, all_of, any_of, at_least, below, equals

ANSWERS: list[Answer] = ["yes", "no", "unknown"]


def leaf(answer: Answer) -> Node:
    return Node(answer, answer)


@pytest.mark.parametrize(
    ("parts", "together", "either"),
    [
        (["yes", "yes"], "yes", "yes"),
        (["yes", "no"], "no", "yes"),
        (["yes", "unknown"], "unknown", "yes"),
        (["no", "unknown"], "no", "unknown"),
        (["no", "no"], "no", "no"),
        (["unknown", "unknown"], "unknown", "unknown"),
    ],
)
def test_all_and_any(parts: list[Answer], together: Answer, either: Answer) -> None:
    nodes = [leaf(part) for part in parts]
    assert all_of("", nodes).answer == together
    assert any_of("", nodes).answer == either


@pytest.mark.parametrize(("value", "answer"), [(Decimal("1499.999"), "yes"), (Decimal(1500), "no"), (None, "unknown")])
def test_below_means_未満(value: Decimal | None, answer: Answer) -> None:
    assert below(value, Decimal(1500)) == answer


@pytest.mark.parametrize(("value", "answer"), [(35, "no"), (36, "yes"), (None, "unknown")])
def test_at_least_means_以上(value: int | None, answer: Answer) -> None:
    assert at_least(value, Decimal(36)) == answer


def test_equals_nothing_is_unknown() -> None:
    assert (equals("長野県", "長野県"), equals("東京都", "長野県"), equals(None, "長野県")) == ("yes", "no", "unknown")


@given(st.recursive(st.sampled_from(ANSWERS).map(leaf), lambda inner: st.lists(inner, min_size=1, max_size=4).flatmap(
    lambda nodes: st.sampled_from([all_of("", nodes), any_of("", nodes)])), max_leaves=12))
def test_a_tree_is_open_exactly_when_it_is_unknown(tree: Node) -> None:
    assert bool(tree.open_leaves()) == (tree.answer == "unknown")
    assert bool(tree.failed_leaves()) == (tree.answer == "no")
    assert all(part.answer == "unknown" for part in tree.open_leaves())
