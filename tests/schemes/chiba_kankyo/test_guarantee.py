"""Guarantee fees against the associations' published examples, and 千葉004 信用保証料の補助."""

from decimal import Decimal
from fractions import Fraction

import pytest
from support.chiba import IN_R6, facts, fitting_case, loan, project, section

from sllassist.case.model import Case
from sllassist.schemes.chiba_kankyo.guarantee import fee, fees, part, rate_of, split_factor
from sllassist.schemes.chiba_kankyo.repayment import Instalment, schedule

MAN = 10_000
F = facts()
RATE = Decimal("1.3")  # the rate of the loan does not matter for the fee


def lump(yen: int, months: int) -> tuple[Instalment, ...]:
    return schedule(yen, RATE, months, months - 1)


def equal(yen: int, months: int, grace: int = 0) -> tuple[Instalment, ...]:
    return schedule(yen, RATE, months, grace)


def with_last(yen: int, months: int, grace: int, each: int) -> tuple[Instalment, ...]:
    """So much every month, and all the rest in the last."""
    principal = [0] * grace + [each] * (months - grace - 1)
    principal.append(yen - sum(principal))
    return tuple(Instalment(number, one, 0, yen - sum(principal[:number])) for number, one in enumerate(principal, 1))


@pytest.mark.clause("chiba_kankyo", "guarantee.split_factors")
@pytest.mark.parametrize(
    ("rate", "plan", "yen"),
    [
        ("1.15", lump(1000 * MAN, 6), 57_500),
        ("1.15", with_last(1000 * MAN, 60, 0, 167_000), 316_250),
        ("1.15", lump(500 * MAN, 12), 57_500),
        ("1.35", with_last(500 * MAN, 48, 0, 105_000), 148_500),
        ("1.15", with_last(500 * MAN, 49, 3, 100_000), 14_375 + 17_633 + 111_530),
        ("1.15", lump(1200 * MAN, 24), 276_000),
        ("1.15", equal(1200 * MAN, 24), 165_600),
    ],
    ids=["G1_埼玉", "G2_埼玉", "G4_沖縄", "G5_沖縄_北海道", "G6_沖縄", "G7_東京", "G8_東京"],
)
def test_公表例_信用保証料(rate: str, plan: tuple[Instalment, ...], yen: int) -> None:
    assert fee(F, Decimal(rate), plan) == yen


def test_公表例_G3_埼玉_715日の日割() -> None:
    assert part(1000 * MAN, Decimal("1.15"), Fraction(715, 365)) == 225_273


def test_公表例_G6_沖縄_最後が大きいときは_その分を係数なしで数える() -> None:
    assert part(500 * MAN, Decimal("1.15"), Fraction(3, 12)) == 14_375
    assert part(40 * MAN, Decimal("1.15"), Fraction(46, 12)) == 17_633


@pytest.mark.parametrize(("each", "apart"), [(1_000_000, False), (999_999, True)])
def test_愛媛_最終回が直前の2倍を超えるときだけ別に数える(each: int, apart: bool) -> None:
    plan = with_last(13_000_000, 12, 0, each)
    plain = part(13_000_000, Decimal("1.15"), Fraction(1), Fraction(65, 100))
    assert (fee(F, Decimal("1.15"), plan) > plain) == apart
    assert (plan[-1].principal > 2 * each) == apart


@pytest.mark.clause("chiba_kankyo", "guarantee.split_factors")
@pytest.mark.parametrize(
    ("times", "factor"),
    [(1, "1"), (2, "0.70"), (6, "0.70"), (7, "0.65"), (12, "0.65"), (13, "0.60"), (24, "0.60"), (25, "0.55"), (120, "0.55")]
)
def test_分割係数(times: int, factor: str) -> None:
    assert split_factor(F, times) == Fraction(factor)


@pytest.mark.clause("chiba_kankyo", "guarantee.rates", "guarantee.subsidy_share")
@pytest.mark.parametrize(
    ("number", "rate", "left_rate", "yen", "left"),
    [
        (1, "1.90", "0.95", 522_500, 261_250), (2, "1.75", "0.875", 481_250, 240_625),
        (3, "1.55", "0.775", 426_250, 213_125),
        (4, "1.35", "0.675", 371_250, 185_625), (5, "1.15", "0.575", 316_250, 158_125),
        (6, "1.00", "0.50", 275_000, 137_500),
        (7, "0.80", "0.40", 220_000, 110_000), (8, "0.60", "0.30", 165_000, 82_500),
        (9, "0.45", "0.225", 123_750, 61_875),
    ],
)  # fmt: skip
def test_千葉協会_区分ごと_1000万円60か月(number: int, rate: str, left_rate: str, yen: int, left: int) -> None:
    found = fees(F, equal(1000 * MAN, 60), subsidised=True)[number - 1]
    assert (found.number, found.rate, found.left_rate, found.yen, found.left_yen) == (number, Decimal(rate), Decimal(left_rate), yen, left)
    assert rate_of(F, number) == Decimal(rate)


@pytest.mark.clause("chiba_kankyo", "guarantee.rates")
def test_千葉004_信用保証料の範囲と一致する() -> None:
    whole = fees(F, (), subsidised=True)
    assert (whole[0].rate, whole[-1].rate) == (Decimal("1.9"), Decimal("0.45"))
    assert (whole[0].left_rate, whole[-1].left_rate) == (Decimal("0.95"), Decimal("0.225"))


def test_手計算_5000万円120か月据置12か月() -> None:
    found = fees(F, equal(5000 * MAN, 120, 12), subsidised=True)[4]
    assert (found.yen, found.left_yen) == (575_000 + 2_846_250, 1_710_625)


@pytest.mark.clause("chiba_kankyo", "guarantee.subsidy_unit_yen")
@pytest.mark.parametrize(("yen", "left"), [(316_250, 158_125), (316_251, 158_126)])
def test_補助の端数は切り捨てて_負担を少なく見せない(yen: int, left: int) -> None:
    # a lump over 12 months at 1.15 %: the fee is 1.15 % of the amount, cut off
    amount = next(one for one in range(yen * 10_000 // 115 - 1, yen * 10_000 // 115 + 90) if one * 115 // 10_000 == yen)
    found = fees(F, lump(amount, 12), subsidised=True)[4]
    assert (found.yen, found.left_yen) == (yen, left)


def only(category: str, *more: str) -> Case:
    return fitting_case(projects=tuple(project(f"p{n}", one, 30_000_000) for n, one in enumerate((category, *more)))).model_copy(
        update={"loan": loan(term_months=60, guarantee_class=5).loan}
    )


@pytest.mark.clause("chiba_kankyo", "guarantee.subsidy_groups", "guarantee.subsidy_share")
def test_千葉004_半額の補助はゼロカーボンだけ() -> None:
    zero, other, mixed = (section(only(*codes), "guarantee") for codes in (("Z1",), ("E10",), ("Z1", "E10")))
    assert dict(zero.figures) == {"信用保証料（区分5）": "948,750円", "補助のあとの負担": "474,375円"}
    assert dict(other.figures) == {"信用保証料（区分5）": "948,750円"}
    assert dict(mixed.figures) == {"信用保証料（区分5）": "948,750円"}
    assert ["補助のあとの負担" in one.columns for one in (zero, other, mixed)] == [True, False, False]
    said = ["半額" in "".join(one.notes) for one in (zero, other, mixed)]
    assert said == [True, False, True]
    assert "示していません" in "".join(mixed.notes)


@pytest.mark.clause("chiba_kankyo", "guarantee.subsidy_share")
def test_補助は令和6年度までしか確かめられていないと示す() -> None:
    now, then = (section(only("Z1"), "guarantee", day) for day in (F.as_of, IN_R6))
    assert "令和6年度" in now.notes[-1]
    assert "いまもあるか" in now.notes[-1]
    assert not any("いまもあるか" in note for note in then.notes)


@pytest.mark.clause("chiba_kankyo", "guarantee.no_sheet_class")
def test_貸借対照表がない方の区分5は_未確認と示す() -> None:
    assert any("区分5" in note and "未確認" in note for note in section(only("E10"), "guarantee").notes)


def test_示された区分の行に印がつき_区分がなければ全区分の表だけ() -> None:
    marked = section(only("Z1"), "guarantee")
    assert [row.cells[0] for row in marked.rows if row.mark] == ["区分5"]
    plain = section(loan(term_months=60), "guarantee")
    assert (len(plain.rows), plain.figures, [row for row in plain.rows if row.mark]) == (9, (), [])
    assert "かかりません" in section(loan(guarantee=False), "guarantee").lead
