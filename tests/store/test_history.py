"""元に戻す and やり直し."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist.case.model import Case, Firm
from sllassist.store.history import LIMIT, MERGE_S, History


def named(name: str) -> Case:
    return Case(case_id="c", firm=Firm(name=name))


def typed(history: History, *names: str, merge_key: str | None, gap: float) -> None:
    """Types one name after the other into the firm's name."""
    before = named("")
    for i, name in enumerate(names):
        history.push(before, named(name), f"会社名 {name}", merge_key, i * gap)
        before = named(name)


@pytest.mark.parametrize(("gap", "steps"), [(MERGE_S, 1), (MERGE_S + 0.01, 3)])
def test_typing_is_one_step_unless_one_pauses(gap: float, steps: int) -> None:
    history = History()
    typed(history, "見", "見本", "見本精", merge_key="firm.name", gap=gap)
    undone = []
    while history.undo_label:
        undone.append(history.undo().before.firm.name)
    assert len(undone) == steps
    assert undone[-1] == ""


def test_without_merge_key_each_edit_is_a_step() -> None:
    history = History()
    typed(history, "a", "b", merge_key=None, gap=0)
    assert history.undo().before == named("a")
    assert history.undo().before == named("")


def test_another_field_or_leaving_it_begins_a_step() -> None:
    history = History()
    history.push(named(""), named("a"), "会社名", "firm.name", 0)
    history.push(named("a"), named("b"), "住所", "firm.address", 0.1)
    history.seal()
    history.push(named("b"), named("c"), "住所", "firm.address", 0.2)
    assert [history.undo().before.firm.name for _ in range(3)] == ["b", "a", ""]


def test_typing_after_undo_does_not_join_the_step_before() -> None:
    history = History()
    history.push(named(""), named("a"), "会社名", "firm.name", 0)
    history.seal()
    history.push(named("a"), named("b"), "会社名", "firm.name", 0.1)
    history.undo()
    history.push(named("a"), named("c"), "会社名", "firm.name", 0.2)
    assert history.undo().before == named("a")
    assert history.undo().before == named("")


def test_labels_tell_what_would_happen() -> None:
    history = History()
    assert history.undo_label is history.redo_label is None
    history.push(named(""), named("a"), "会社名の変更", None, 0)
    assert (history.undo_label, history.redo_label) == ("会社名の変更", None)
    history.undo()
    assert (history.undo_label, history.redo_label) == (None, "会社名の変更")
    history.push(named(""), named("b"), "別の変更", None, 0)
    assert (history.undo_label, history.redo_label) == ("別の変更", None)


def test_the_oldest_steps_go_first() -> None:
    history = History()
    for i in range(LIMIT + 1):
        history.push(named(str(i)), named(str(i + 1)), "", None, i)
    oldest = None
    for _ in range(LIMIT):
        oldest = history.undo().before
    assert oldest == named("1")
    assert history.undo_label is None


@given(st.lists(st.sampled_from(["edit", "undo", "redo"]), max_size=40))
def test_any_walk_matches_a_plain_list_of_states(walk: list[str]) -> None:
    history, states, at = History(), [named("0")], 0
    present = states[0]
    for i, act in enumerate(walk):
        if act == "edit":
            new = named(str(i + 1))
            history.push(present, new, "", None, i)
            del states[at + 1 :]
            states.append(new)
            at += 1
            present = new
        elif act == "undo" and history.undo_label is not None:
            present, at = history.undo().before, at - 1
        elif act == "redo" and history.redo_label is not None:
            present, at = history.redo().after, at + 1
        assert present == states[at]
        assert (history.undo_label is None) == (at == 0)
        assert (history.redo_label is None) == (at == len(states) - 1)
