"""Backups: ten per case, spread over the days, listed with date and firm, restored as a new file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sllassist.case import paths
from sllassist.case.model import Case
from sllassist.store import backups, casefile, folders
from sllassist.store.problems import StoreProblem

TODAY = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)


def kept(case: Case, saved_at: dt.datetime, name: str = "会社名") -> Path | None:
    changed = paths.put(case, "firm.name", name)
    return backups.keep(casefile.build(changed, {}, ".sll", saved_at), "会社.sll")


def test_they_are_listed_newest_first_with_date_and_firm(full_case: Case) -> None:
    for hour, name in enumerate(["一", "二", "髙﨑𠮷"]):
        kept(full_case, TODAY + dt.timedelta(hours=hour), name)
    listed = backups.of_case(full_case.case_id)
    assert [backup.title for backup in listed] == ["髙﨑𠮷", "二", "一"]
    assert listed[0].saved_at == TODAY + dt.timedelta(hours=2)
    assert backups.of_case("nobody") == []


def test_the_same_content_is_kept_once(full_case: Case) -> None:
    assert kept(full_case, TODAY) is not None
    assert kept(full_case, TODAY) is None
    assert len(backups.of_case(full_case.case_id)) == 1


@pytest.mark.parametrize("count", [backups.KEEP, backups.KEEP + 1, 40])
def test_never_more_than_ten_and_always_the_newest(full_case: Case, count: int) -> None:
    for i in range(count):
        kept(full_case, TODAY + dt.timedelta(minutes=10 * i), f"{i}")
    listed = backups.of_case(full_case.case_id)
    assert len(listed) == 10
    assert [backup.title for backup in listed[:3]] == [f"{count - 1}", f"{count - 2}", f"{count - 3}"]


def test_a_long_day_does_not_push_out_the_days_before(full_case: Case) -> None:
    for day in range(6):
        kept(full_case, TODAY - dt.timedelta(days=6 - day), f"{day}日目")
    for i in range(40):
        kept(full_case, TODAY + dt.timedelta(minutes=10 * i), f"今日{i}")
    titles = [backup.title for backup in backups.of_case(full_case.case_id)]
    assert len(titles) == 10
    assert titles[-6:] == [f"{day}日目" for day in reversed(range(6))]


def test_of_many_days_the_latest_ten_stay(full_case: Case) -> None:
    for day in range(15):
        kept(full_case, TODAY + dt.timedelta(days=day), f"{day}")
    assert [backup.title for backup in backups.of_case(full_case.case_id)] == [str(day) for day in range(14, 4, -1)]


def test_each_case_has_its_own_ten(full_case: Case) -> None:
    other = full_case.model_copy(update={"case_id": "d" * 32})
    for i in range(12):
        kept(full_case, TODAY + dt.timedelta(hours=i), f"甲{i}")
        kept(other, TODAY + dt.timedelta(hours=i, minutes=1), f"乙{i}")
    assert len(backups.of_case(full_case.case_id)) == len(backups.of_case(other.case_id)) == 10
    everything = backups.everything()
    assert len(everything) == 20
    assert [backup.title for backup in everything[:2]] == ["乙11", "甲11"]


def test_restored_as_a_new_file_never_over_another(full_case: Case, tmp_path: Path) -> None:
    kept(full_case, TODAY, "戻す")
    backup = backups.of_case(full_case.case_id)[0]
    target = tmp_path / "戻したファイル.sll"
    backups.restore(backup, target)
    assert casefile.read_case(target).firm.name == "戻す"
    target.write_bytes(b"mine")
    with pytest.raises(StoreProblem, match="もうあります"):
        backups.restore(backup, target)
    assert target.read_bytes() == b"mine"


def test_a_damaged_backup_is_not_listed_and_not_restored(full_case: Case, tmp_path: Path) -> None:
    for hour in range(2):
        kept(full_case, TODAY + dt.timedelta(hours=hour), f"{hour}")
    newest, older = backups.of_case(full_case.case_id)
    raw = newest.path.read_bytes()
    newest.path.write_bytes(raw[: len(raw) // 2])
    assert backups.of_case(full_case.case_id) == [older]
    with pytest.raises(StoreProblem, match="壊れています"):
        backups.restore(newest, tmp_path / "a.sll")
    assert not (tmp_path / "a.sll").exists()


def test_json_files_are_kept_too(full_case: Case) -> None:
    backups.keep(casefile.build(full_case, {}, ".json", TODAY), "会社.json")
    assert [backup.title for backup in backups.of_case(full_case.case_id)] == [full_case.firm.name]


def test_what_is_no_case_is_not_kept() -> None:
    with pytest.raises(StoreProblem):
        backups.keep(b"rubbish", "a.sll")
    assert backups.everything() == []


@pytest.mark.parametrize("case_id", ["../../x", "C:\\x", "", "日本", "x" * 300, ".."])
def test_an_odd_case_id_stays_within_the_backup_folder(full_case: Case, case_id: str) -> None:
    path = kept(full_case.model_copy(update={"case_id": case_id}), TODAY)
    assert path is not None
    assert path.parent.parent == folders.backups()
    assert len(backups.of_case(case_id)) == 1


def test_a_data_folder_that_cannot_be_made_is_told(full_case: Case) -> None:
    folders.data().parent.mkdir(parents=True, exist_ok=True)
    folders.data().write_text("a file where the folder should be")
    with pytest.raises(StoreProblem, match="控えをこのパソコンに書けません"):
        kept(full_case, TODAY)
    assert backups.everything() == backups.of_case(full_case.case_id) == []
