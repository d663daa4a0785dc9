"""A case goes on with the factors it was last worked on with, and a kept year with those it was kept with."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from support.bills import bill, case, supply
from support.packs import OWN, change, info, tables

from sllassist.case.model import Case
from sllassist.emissions import build_ledger
from sllassist.emissions.pins import compare_pins, pin_year
from sllassist.knowledge import Knowledge, load_knowledge
from sllassist.knowledge.installed import install_pack
from sllassist.knowledge.kept import Editions
from sllassist.knowledge.packs import make_pack

K = load_knowledge()
DAY = dt.date(2026, 11, 20)


@pytest.fixture
def newer(tmp_path: Path) -> Knowledge:
    """A pack in which 中部電力ミライズ has 0.000400 in FY2025 in place of 0.000411."""
    folder = tables(tmp_path / "k", "electricity.csv")
    change(folder / "electricity.csv", "2025,retailer,A0270,中部電力ミライズ(株),メニューB(残差),0.000411,0.000411,確認済,,",
           "2025,retailer,A0270,中部電力ミライズ(株),メニューB(残差),0.000400,0.000400,確認済,,")  # fmt: skip
    make_pack(folder, tmp_path / "p.zip", info(valid_from_fy=2025))
    assert OWN.is_dir()
    return load_knowledge(install_pack(tmp_path / "p.zip", tmp_path / "packs"))


def power(**more: object) -> Case:
    supplies = [supply("electricity", "kWh", supplier="A0270")]
    made = case(supplies, [bill("100000", "kWh", None, 2025), bill("100000", "kWh", None, 2024)])
    return made.model_copy(update=more)


def tonnes(made: Case, editions: Editions, year: int) -> Decimal:
    return build_ledger(made, editions.for_case(made)).total(year).co2_basic_t


def test_a_case_goes_on_with_its_edition_until_the_newest_is_named(newer: Knowledge) -> None:
    editions = Editions(newer)
    old, new = power(edition=K.pack_id), power(edition=newer.pack_id)
    assert tonnes(old, editions, 2025) == Decimal("41.1")
    assert tonnes(new, editions, 2025) == Decimal("40.0")
    assert editions.for_case(old).newest is newer
    assert editions.for_case(new) is newer
    assert editions.for_case(old) is editions.for_case(old)


def test_a_file_that_names_no_edition_and_has_bills_is_older_than_any_pack(newer: Knowledge) -> None:
    editions = Editions(newer)
    assert tonnes(power(), editions, 2025) == Decimal("41.1")
    assert editions.for_case(Case()) is newer
    assert Editions(K).for_case(power()) is K


def test_a_kept_year_keeps_its_edition_and_the_others_take_the_newest(newer: Knowledge) -> None:
    editions = Editions(newer)
    before = power(edition=K.pack_id)
    kept = pin_year(before, build_ledger(before, editions.for_case(before)), editions.for_case(before), 2025, DAY)
    after = kept.model_copy(update={"edition": newer.pack_id})
    assert after.pins[0].pack == K.pack_id
    assert tonnes(after, editions, 2025) == Decimal("41.1")
    known = editions.for_case(after)
    assert known.pack_id == newer.pack_id
    assert known.for_year(2025).pack_id == K.pack_id
    assert known.for_year(2024).pack_id == newer.pack_id
    assert compare_pins(after, build_ledger(after, known), known) == ()
    freed = after.model_copy(update={"pins": ()})
    assert tonnes(freed, editions, 2025) == Decimal("40.0")


def test_bills_changed_after_keeping_are_told_as_such(newer: Knowledge) -> None:
    editions = Editions(newer)
    before = power(edition=K.pack_id)
    kept = pin_year(before, build_ledger(before, K), K, 2025, DAY).model_copy(update={"edition": newer.pack_id})
    more = kept.model_copy(update={"records": (bill("200000", "kWh", None, 2025), kept.records[1])})
    (found,) = compare_pins(more, build_ledger(more, editions.for_case(more)), editions.for_case(more))
    assert not found.other_edition


def test_an_edition_that_is_not_here_is_named_and_the_newest_serves(newer: Knowledge) -> None:
    editions = Editions(newer)
    elsewhere = power(edition="2031-01-somewhere")
    assert editions.missing(elsewhere) == "2031-01-somewhere"
    assert editions.missing(power(edition=K.pack_id)) == ""
    assert editions.missing(power()) == ""
    assert tonnes(elsewhere, editions, 2025) == Decimal("40.0")
