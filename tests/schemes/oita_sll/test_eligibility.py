"""大分SLL 運用要領 3, 4, 5, 附則: every condition of site, bank and loan on both sides of its boundary."""

import datetime as dt

import pytest
from support.nagano import judged
from support.oita import AS_OF, keys, oita_case, open_paths, part, result, verdict, with_loan

from sllassist.case.model import Case, Site

DAY = dt.timedelta(days=1)
NO_DATE: dict[str, object] = {"start_date": None}


def test_a_firm_that_meets_every_condition_fits() -> None:
    assert verdict(oita_case()) == "fits"


def test_an_empty_case_is_open_and_never_refused() -> None:
    assert verdict(Case()) == "open"
    wanted = {"sites", "firm.legal_form", "firm.industry_code", "loan.bank_approved", "loan.term_months", "loan.penalty_rate"}
    assert open_paths(Case()) == wanted


@pytest.mark.clause("oita_sll", "scheme.period")
@pytest.mark.parametrize(("day", "answer"), [(dt.date(2026, 3, 17), "does_not_fit"), (dt.date(2026, 3, 18), "fits")])
def test_oita_003_附則_in_force_from_18_march_2026(day: dt.date, answer: str) -> None:
    assert verdict(oita_case(), day) == answer


@pytest.mark.clause("oita_sll", "site.prefecture")
def test_oita_003_3_1_a_site_in_the_prefecture() -> None:
    assert part(oita_case(), "site").answer == "yes"
    elsewhere = oita_case(sites=(Site(id="a", prefecture="福岡県"),))
    assert verdict(elsewhere) == "does_not_fit"
    assert part(oita_case(sites=(Site(id="a", prefecture="福岡県"), Site(id="b"))), "site").answer == "unknown"
    assert verdict(oita_case(sites=(Site(id="a", prefecture="福岡県"), Site(id="b", prefecture="大分県")))) == "fits"


# 4: head office in the prefecture (the prefecture may relax it), approved by the prefecture
@pytest.mark.clause("oita_sll", "bank.prefecture")
@pytest.mark.clause("oita_sll", "bank.approved")
@pytest.mark.parametrize(
    ("office", "approved", "bank", "whole"),
    [
        ("大分県", True, "yes", "fits"),
        ("大分県", False, "yes", "does_not_fit"),
        ("大分県", None, "yes", "open"),
        ("福岡県", True, "yes", "fits"),  # relaxed, else it would not be approved
        ("福岡県", False, "no", "does_not_fit"),
        ("福岡県", None, "unknown", "open"),
        (None, True, "yes", "fits"),
        (None, None, "unknown", "open"),
    ],
)
def test_oita_003_4_bank(office: str | None, approved: bool | None, bank: str, whole: str) -> None:
    case = with_loan(bank_head_office=office, bank_approved=approved)
    assert part(case, "bank").answer == bank
    assert verdict(case) == whole
    if whole == "open":
        assert open_paths(case) == {"loan.bank_approved"}


def test_oita_003_4_a_bank_from_elsewhere_is_said_to_depend_on_the_prefecture() -> None:
    assert "緩めて承認" in part(with_loan(bank_head_office="福岡県", bank_approved=None), "bank").statement


@pytest.mark.clause("oita_sll", "loan.term_months")
@pytest.mark.parametrize(("months", "answer"), [(35, "no"), (36, "yes"), (None, "unknown")])
def test_oita_003_5_4_term_three_years(months: int | None, answer: str) -> None:
    assert part(with_loan(term_months=months), "term").answer == answer


# 5(4): over by 2041-03-31; facts 4.2: 2041-03-31 is in, 2041-04-01 is out
@pytest.mark.clause("oita_sll", "loan.last_day")
@pytest.mark.clause("oita_sll", "loan.start_day_counted")
@pytest.mark.parametrize(
    ("start", "months", "answer"),
    [
        (dt.date(2036, 4, 1), 60, "yes"),
        (dt.date(2036, 4, 2), 60, "no"),
        (dt.date(2038, 4, 1), 36, "yes"),
        (dt.date(2038, 4, 2), 36, "no"),
        (dt.date(2026, 4, 1), 180, "yes"),
        (dt.date(2026, 4, 1), 181, "no"),
        (dt.date(2027, 4, 1), None, "unknown"),
    ],
)
def test_oita_003_5_4_over_by_31_march_2041(start: dt.date, months: int | None, answer: str) -> None:
    assert part(with_loan(start_date=start, term_months=months), "end").answer == answer


def test_oita_facts_4_2_from_2_april_2038_on_three_years_are_out_of_reach() -> None:
    for start, months in ((dt.date(2038, 4, 2), 35), (dt.date(2038, 4, 2), 36), (dt.date(2039, 1, 1), 27)):
        assert verdict(with_loan(start_date=start, term_months=months)) == "does_not_fit"
    assert verdict(with_loan(start_date=dt.date(2038, 4, 1), term_months=36)) == "fits"


@pytest.mark.clause("oita_sll", "loan.start_within_months")
@pytest.mark.parametrize(("as_of", "answer"), [(dt.date(2035, 4, 1), "yes"), (dt.date(2035, 4, 2), "unknown")])
def test_oita_003_5_4_without_a_date_a_year_of_room_is_enough(as_of: dt.date, answer: str) -> None:
    case = with_loan(**NO_DATE)  # five years: to be paid out by 2036-04-01
    assert part(case, "end", as_of).answer == answer
    assert "2036年4月1日までに実行すれば" in part(case, "end", as_of).statement


@pytest.mark.clause("oita_sll", "loan.last_day")
def test_oita_003_5_4_a_term_too_long_for_any_day_is_refused_without_a_date() -> None:
    longest = 172  # 2026-12-01 to 2041-03-31, from AS_OF (2026-11-20) on
    assert part(with_loan(**NO_DATE, term_months=longest), "end").answer == "unknown"
    assert part(with_loan(**NO_DATE, term_months=longest), "end", dt.date(2026, 12, 1)).answer == "unknown"
    assert part(with_loan(**NO_DATE, term_months=longest), "end", dt.date(2026, 12, 2)).answer == "no"
    assert part(with_loan(**NO_DATE, term_months=longest + 1), "end").answer == "no"
    assert part(with_loan(**NO_DATE, term_months=180), "end").answer == "no", "2026-04-01 has passed"
    (change,) = judged(with_loan(**NO_DATE, term_months=180), AS_OF).smallest_change("oita_sll") or ()
    assert (change.path, change.value) == ("loan.term_months", longest)
    assert part(with_loan(**NO_DATE, term_months=10**9), "end").answer == "no"
    assert part(with_loan(term_months=10**9), "end").answer == "no"


@pytest.mark.clause("oita_sll", "loan.penalty")
@pytest.mark.parametrize(("penalty", "answer"), [(False, "yes"), (True, "no"), (None, "unknown")])
def test_oita_003_5_7_no_penalty(penalty: bool | None, answer: str) -> None:
    assert part(with_loan(penalty_rate=penalty), "penalty").answer == answer


@pytest.mark.parametrize(
    ("loan", "path", "value"),
    [
        ({"term_months": 24}, "loan.term_months", 36),
        ({"penalty_rate": True}, "loan.penalty_rate", False),
        ({"bank_head_office": "福岡県", "bank_approved": False}, "loan.bank_approved", True),
        ({"start_date": dt.date(2034, 4, 1), "term_months": 120}, "loan.term_months", 84),
        ({"start_date": dt.date(2038, 6, 1), "term_months": 36}, "loan.start_date", dt.date(2038, 4, 1)),
    ],
)
def test_the_smallest_change_is_found_at_the_boundary(loan: dict[str, object], path: str, value: object) -> None:
    case = with_loan(**loan)
    assert verdict(case) == "does_not_fit"
    found = judged(case, AS_OF).smallest_change("oita_sll")
    assert [(change.path, change.value) for change in found or ()] == [(path, value)]


def test_a_late_day_and_a_long_term_are_changed_together() -> None:
    case = with_loan(start_date=dt.date(2038, 6, 1), term_months=180)
    found = judged(case, AS_OF).smallest_change("oita_sll")
    assert {change.path: change.value for change in found or ()} == {"loan.start_date": dt.date(2038, 4, 1), "loan.term_months": 36}


def test_every_condition_names_its_limit_source_and_place() -> None:
    for case in (oita_case(), with_loan(bank_head_office="福岡県"), Case()):
        for node in result(case).node.leaves():
            assert node.clause is not None
            assert "運用要領" in node.clause.source
            assert node.clause.place
            assert node.limit
            assert node.key
    assert len(keys(oita_case())) == len(result(oita_case()).node.leaves())
