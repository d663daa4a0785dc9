"""Equal instalments of principal against published schedules and hand computations: every yen."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.chiba import fitting_case, loan, project, section

from sllassist.schemes.chiba_kankyo.repayment import interest_in_all, schedule, years

MAN = 10_000


def test_公表例_co_med_500万円_2点4パーセント_10年_据置1年() -> None:
    plan = schedule(500 * MAN, Decimal("2.4"), 120, 12)
    assert [one.principal + one.interest for one in years(plan)] == [
        120000, 669436, 656101, 642769, 629435, 616102, 602768, 589436, 576102, 562801,
    ]  # fmt: skip
    assert sum(one.payment for one in plan) == 5_664_950
    assert (plan[11].payment, plan[12].principal, plan[118].principal, plan[119].principal) == (10_000, 46_296, 46_296, 46_328)


# 3,000万円・1.7％・120回・据置12 と 500万円・1.1％・36回 ほか（公開されたやり方で手計算したもの）
@pytest.mark.clause("chiba_kankyo", "repayment.unit_yen")
@pytest.mark.parametrize(
    ("man", "rate", "months", "grace", "unit", "first", "after", "last", "interest"),
    [
        (3000, "1.7", 120, 12, 1, 42_500, 320_277, 278_254, 2_826_201),
        (3000, "1.7", 120, 12, 1000, 42_500, 319_500, 361_511, 2_832_567),
        (3000, "1.7", 120, 0, 1, 292_500, 292_500, 250_354, 2_571_200),
        (500, "1.1", 36, 0, 1, 143_471, 143_471, 139_047, 84_774),
        (1000, "1.3", 60, 6, 1000, 10_833, 195_833, 195_211, 363_177),
    ],
    ids=["X1", "X2", "X4", "X7", "X8"],
)
def test_手計算_元金均等(
    man: int, rate: str, months: int, grace: int, unit: int, first: int, after: int, last: int, interest: int
) -> None:
    plan = schedule(man * MAN, Decimal(rate), months, grace, unit)
    assert (plan[0].payment, plan[grace].payment, plan[-1].payment, interest_in_all(plan)) == (first, after, last, interest)


def test_愛媛協会_記入例_据置6か月_185000円ずつ最終195000円() -> None:
    plan = schedule(1000 * MAN, Decimal("1.3"), 60, 6, 1000)
    assert [one.principal for one in plan] == [0] * 6 + [185_000] * 53 + [195_000]


def test_記入例_166000円を59回と206000円() -> None:
    plan = schedule(1000 * MAN, Decimal("1.3"), 60, 0, 1000)
    assert [one.principal for one in plan] == [166_000] * 59 + [206_000]


@given(st.integers(1, 10**8), st.decimals(0, 5, places=2), st.integers(1, 120), st.integers(0, 24), st.sampled_from([1, 1000]))
def test_what_holds_for_every_schedule(principal: int, rate: Decimal, months: int, grace: int, unit: int) -> None:
    if grace >= months:
        with pytest.raises(ValueError, match="grace"):
            schedule(principal, rate, months, grace, unit)
        return
    plan = schedule(principal, rate, months, grace, unit)
    assert len(plan) == months
    assert sum(one.principal for one in plan) == principal
    assert plan[-1].balance == 0
    assert all(one.principal == 0 for one in plan[:grace])
    assert all(one.balance >= 0 and one.interest >= 0 for one in plan)
    after = [one.payment for one in plan[grace:-1]]
    assert after == sorted(after, reverse=True)
    assert sum(one.interest for one in years(plan)) == interest_in_all(plan)


@pytest.mark.clause("chiba_kankyo", "repayment.unit_yen")
def test_画面には_最初_元金が始まる月_最後_利息の合計と_一致しないことがある旨() -> None:
    part = section(loan(grace_months=12), "repayment")
    assert dict(part.figures) == {
        "最初の月の支払い": "42,500円", "13か月目（元金の返済が始まる月）": "320,277円",
        "最後の月の支払い": "278,254円", "利息の合計": "2,826,201円",
    }  # fmt: skip
    assert part.rows[0].cells == ("1年目", "0円", "510,000円", "510,000円", "30,000,000円")
    assert len(part.rows) == 10
    assert any("金融機関の返済予定表とは一致しないことがあります" in note for note in part.notes)
    assert any("未確認" in note for note in part.notes)


def test_希望額がないときは_借りられる額の上限で示す() -> None:
    part = section(loan(amount_yen=None, term_months=36).model_copy(update={"projects": (project("p", "Z1", 500 * MAN, 0),)}), "repayment")
    assert part.lead.startswith("借りられる額の上限 500万円")
    assert ("利息の合計", "84,774円") in part.figures


@pytest.mark.parametrize(
    "told",
    [{"term_months": None}, {"term_months": 121}, {"grace_months": 12, "term_months": 12}, {"amount_yen": Decimal(0)}],
)
def test_条件がそろわないうちは_計算しない(told: dict[str, object]) -> None:
    part = section(loan(**told), "repayment")
    assert (part.figures, part.rows) == ((), ())
    assert "入力すると計算します" in part.lead


def test_何に使うかが決まる前でも_希望額と期間があれば示す() -> None:
    assert section(fitting_case(projects=()), "repayment").figures[0] == ("最初の月の支払い", "292,500円")
