"""Provisional factors are a thing to do: one warning per fiscal year and supplier, which says what to replace and how."""

import pytest
from support.bills import bill, case, supply

from sllassist.case.model import Case
from sllassist.case.problems import Problem
from sllassist.emissions import build_ledger
from sllassist.knowledge import load_knowledge

K = load_knowledge()


def told(entries: Case) -> list[Problem]:
    return [problem for problem in build_ledger(entries, K).problems if problem.code == "emissions.provisional"]


def power(*suppliers: tuple[str, str, str], years: tuple[int, ...] = (2026,)) -> Case:
    """Entries of power: id, site, retailer; a year figure each."""
    entries = [supply("electricity", "kWh", name, site_id=site, supplier=retailer) for name, site, retailer in suppliers]
    return case(entries, [bill("1000", "kWh", None, year, entry.id) for year in years for entry in entries])


def test_the_warning_says_what_where_why_and_what_to_do() -> None:
    (found,) = told(power(("s", "a", "A0270")))
    assert (found.level, found.path) == ("warning", "records.s.2026.year")
    assert found.message == (
        "本社工場の電気（中部電力ミライズ(株)）は、2026年度を暫定の係数で計算しています。2026年度の係数の一覧がそろっていないため、2025年度の"
        "一覧を暫定で使っています。メニューが選ばれていないため、中部電力ミライズ(株)の残差の係数を使っています。2026年度に使う係数が公表"
        "されたら、係数の更新を取り込んで、暫定の係数を公表値に替えてください。"
    )


def test_sites_of_one_supplier_share_a_warning_and_suppliers_and_years_do_not() -> None:
    shared = told(power(("s", "a", "A0270"), ("t", "b", "A0270")))
    assert [p.message.split("の電気")[0] for p in shared] == ["本社工場ほか1か所"]
    assert len(told(power(("s", "a", "A0270"), ("t", "b", "A0345")))) == 2
    assert [p.path for p in told(power(("s", "a", "A0270"), years=(2026, 2027)))] == ["records.s.2026.year", "records.s.2027.year"]


@pytest.mark.parametrize(("year", "warnings"), [(2024, 1), (2025, 0), (2026, 1)])
def test_only_years_without_a_complete_list(year: int, warnings: int) -> None:
    assert len(told(power(("s", "a", "A0345"), years=(year,)))) == warnings


def test_energies_without_suppliers_are_never_provisional() -> None:
    assert told(case([supply("kerosene", "L")], [bill("1", "L", None, 2040)])) == []
