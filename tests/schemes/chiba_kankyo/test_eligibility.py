"""千葉県「中小企業向け融資のご案内（環境保全資金）」令和6年度: every condition of project, loan and bank on both sides of its boundary."""

import datetime as dt
from decimal import Decimal

import pytest
from support.chiba import AS_OF, fitting_case, leaf, loan, node, project, verdict
from support.nagano import judged

from sllassist.case import paths
from sllassist.case.model import Case, Standing
from sllassist.schemes.base import NO_CATEGORY
from sllassist.schemes.whatif import applied

MAN = 10_000
WORKING = ("Z4b", "Z4c", "E3b", "E9", "E11", "E13")
CAPITAL = (
    "Z1", "Z2", "Z3", "Z4a", "Z4d", "Z5", "Z6", "Z7", "E1", "E2", "E3a", "E4", "E5", "E6", "E7", "E8", "E10", "E12",
)  # fmt: skip


def test_a_firm_that_meets_every_condition_fits() -> None:
    assert verdict(fitting_case()) == "fits"


def test_an_empty_case_is_open_and_asks_what_decides() -> None:
    root = judged(Case()).scheme("chiba_kankyo").node
    assert verdict(Case()) == "open"
    assert {path for one in root.open_leaves() for path in one.paths} == {
        "sites", "firm.industry_code", "firm.legal_form", "projects", "loan.term_months", "loan.amount_yen",
        "loan.bank_name",
    }  # fmt: skip


def test_every_condition_names_its_source_and_place_and_has_a_key_of_its_own() -> None:
    leaves = judged(fitting_case(projects=(project("p", "Z1"), project("q", "E13")))).scheme("chiba_kankyo").node.leaves()
    for one in leaves:
        assert one.clause is not None
        assert one.clause.source
        assert one.clause.place
        assert one.limit
        assert one.statement.endswith("。")
    assert len({one.key for one in leaves}) == len(leaves)


@pytest.mark.clause("chiba_kankyo", "scheme.year")
@pytest.mark.parametrize(
    ("day", "year", "status"),
    [
        (dt.date(2024, 3, 31), "平成28年度", "未確認"), (dt.date(2024, 4, 1), "令和6年度", "確認済"),
        (dt.date(2025, 3, 31), "令和6年度", "確認済"), (dt.date(2025, 4, 1), "令和6年度", "未確認"),
    ],
)  # fmt: skip
def test_案内のない年度は_どの年度で判定したかを未確認と示し_対象外とは言わない(day: dt.date, year: str, status: str) -> None:
    found = leaf(fitting_case(), "year", day)
    assert found.clause is not None
    assert (found.answer, found.seen, found.clause.status) == ("yes", year, status)
    assert ("確認できていない" in found.statement) == (status == "未確認")
    assert verdict(fitting_case(), day) == "fits"


@pytest.mark.clause("chiba_kankyo", "categories")
@pytest.mark.parametrize(
    ("category", "answer"),
    [("Z1", "fits"), ("E12", "fits"), (NO_CATEGORY, "does_not_fit"), (None, "open"), ("Z4", "open"), ("X9", "open")],
)
def test_千葉004_対象事業_どれかに当てはまる(category: str | None, answer: str) -> None:
    case = fitting_case(projects=(project("p", category),))
    assert verdict(case) == answer
    if answer == "open":
        assert leaf(case, "project.p.category").paths == ("projects.p.category",)


@pytest.mark.clause("chiba_kankyo", "loan.term_capital_months")
@pytest.mark.parametrize("category", CAPITAL)
@pytest.mark.parametrize(("months", "answer"), [(120, "yes"), (121, "no"), (None, "unknown")])
def test_千葉004_融資期間_設備資金10年(category: str, months: int | None, answer: str) -> None:
    case = loan(term_months=months).model_copy(update={"projects": (project("p", category),)})
    assert leaf(case, "project.p.term").answer == answer


@pytest.mark.clause("chiba_kankyo", "loan.term_working_months")
@pytest.mark.parametrize("category", WORKING)
@pytest.mark.parametrize(("months", "answer"), [(84, "yes"), (85, "no"), (None, "unknown")])
def test_千葉004_融資期間_運転資金7年(category: str, months: int | None, answer: str) -> None:
    case = loan(term_months=months).model_copy(update={"projects": (project("p", category),)})
    assert leaf(case, "project.p.term").answer == answer


# 県のページ「環境保全資金」平成28年4月1日: the same limits in the year of that page
@pytest.mark.clause("chiba_kankyo", "loan.limit_yen", "loan.term_capital_months", "loan.term_working_months")
def test_千葉H28_限度額と融資期間_平成28年度も同じ() -> None:
    capital, working = (project("p", "Z1", 90_000_000), project("p", "E9", 90_000_000))

    def answers(key: str, told: object, **changed: object) -> str:
        case = loan(**changed).model_copy(update={"projects": (told,)})
        return leaf(case, key, dt.date(2016, 6, 1)).answer

    assert [answers("project.p.term", capital, term_months=months) for months in (120, 121)] == ["yes", "no"]
    assert [answers("project.p.term", working, term_months=months) for months in (84, 85)] == ["yes", "no"]
    assert [answers("amount", capital, amount_yen=Decimal(yen)) for yen in (50_000_000, 50_000_001)] == ["yes", "no"]


@pytest.mark.parametrize(("months", "answer"), [(84, "yes"), (85, "unknown"), (120, "unknown"), (121, "no")])
def test_事業の種類が分からないうちは_7年と10年の間だけ決まらない(months: int, answer: str) -> None:
    told = loan(term_months=months)
    assert leaf(told.model_copy(update={"projects": (project("p", None),)}), "project.p.term").answer == answer
    assert leaf(told.model_copy(update={"projects": ()}), "term").answer == answer


@pytest.mark.clause("chiba_kankyo", "co2co2.groups")
@pytest.mark.parametrize(("registered", "answer"), [(True, "fits"), (False, "does_not_fit"), (None, "open")])
def test_千葉004_対象事業の注_ゼロカーボンだけ登録が要る(registered: bool | None, answer: str) -> None:
    standing = Standing(co2co2=registered)
    assert verdict(fitting_case(standing=standing)) == answer
    assert verdict(fitting_case(standing=standing, projects=(project("p", "E10"),))) == "fits"


@pytest.mark.clause("chiba_kankyo", "greening.area_m2")
@pytest.mark.parametrize(("area", "answer"), [("1000", "fits"), ("999.99", "does_not_fit"), (None, "open")])
def test_千葉004_環境保全13_敷地1000m2(area: str | None, answer: str) -> None:
    green = project("p", "E13", site_area_m2=None if area is None else Decimal(area))
    assert verdict(loan(term_months=84).model_copy(update={"projects": (green,)})) == answer


@pytest.mark.clause("chiba_kankyo", "loan.limit_yen")
@pytest.mark.parametrize(("amount", "answer"), [("50000000", "yes"), ("50000001", "no"), ("50000000.000001", "no"), (None, "unknown")])
def test_千葉004_限度額5000万円(amount: str | None, answer: str) -> None:
    case = loan(amount_yen=None if amount is None else Decimal(amount)).model_copy(update={"projects": (project("p", "Z1", 90_000_000),)})
    assert leaf(case, "amount").answer == answer
    assert verdict(case) == {"yes": "fits", "no": "does_not_fit", "unknown": "open"}[answer]


# 限度額5,000万円（他の補助金額を除く）: 費用 − 補助金 まで（どちらの読み方でも）、限度額 − 補助金 まで（読み方による）
@pytest.mark.clause("chiba_kankyo", "loan.net_of_subsidy")
@pytest.mark.parametrize(
    ("cost", "subsidy", "amount", "answer"),
    [
        (3000 * MAN, 1000 * MAN, 2000 * MAN, "yes"),
        (3000 * MAN, 1000 * MAN, 2000 * MAN + 1, "no"),
        (8000 * MAN, 2000 * MAN, 3000 * MAN, "yes"),
        (8000 * MAN, 2000 * MAN, 3000 * MAN + 1, "unknown"),
        (8000 * MAN, 2000 * MAN, 5000 * MAN, "unknown"),
        (8000 * MAN, 3500 * MAN, 4500 * MAN + 1, "no"),
        (3000 * MAN, 4000 * MAN, 1, "no"),
        (3000 * MAN, None, 1, "unknown"),
        (None, 0, 1, "unknown"),
    ],
)
def test_千葉004_限度額_他の補助金額を除く(cost: int | None, subsidy: int | None, amount: int, answer: str) -> None:
    case = loan(amount_yen=Decimal(amount)).model_copy(update={"projects": (project("p", "Z1", cost, subsidy),)})
    found = leaf(case, "amount_net")
    assert found.answer == answer
    assert found.clause is not None
    assert found.clause.status == "未確認"
    if cost is None or subsidy is None:
        assert found.paths == (f"projects.p.{'cost' if cost is None else 'subsidy'}_yen",)


@pytest.mark.clause("chiba_kankyo", "loan.grace_months")
@pytest.mark.parametrize(
    ("grace", "term", "answer"),
    [(None, 120, "yes"), (12, 120, "yes"), (13, 120, "no"), (11, 12, "yes"), (12, 12, "no"), (12, None, "yes"), (13, None, "no")]
)
def test_千葉004_据置1年以内を含む(grace: int | None, term: int | None, answer: str) -> None:
    assert leaf(loan(grace_months=grace, term_months=term), "grace").answer == answer


@pytest.mark.clause("chiba_kankyo", "banks")
@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("千葉銀行", "fits"), ("東京東信用金庫", "fits"), ("房総信用組合", "fits"),
        ("三井住友信託銀行", "fits"), ("商工組合中央金庫", "fits"),
        ("楽天銀行", "does_not_fit"), ("みずほ信託銀行", "does_not_fit"), ("大分銀行", "does_not_fit"),
        ("未定", "open"), (None, "open"),
    ],
)  # fmt: skip
def test_千葉004_取扱金融機関(name: str | None, answer: str) -> None:
    assert verdict(loan(bank_name=name)) == answer


# 事業が2つあるとき: どれか1つが合えばよい
def test_2つの事業は_1つが合えば使え_もう1つの合わない理由も示す() -> None:
    case = fitting_case(projects=(project("p", "Z1"), project("q", "E9")))
    assert verdict(case) == "fits"
    assert (node(case, "project.p").answer, node(case, "project.q").answer) == ("yes", "no")
    assert "7年" in leaf(case, "project.q.term").statement
    assert verdict(fitting_case(projects=(project("q", "E9"), project("r", NO_CATEGORY)))) == "does_not_fit"


@pytest.mark.parametrize(("cost", "answer"), [(2999 * MAN, "open"), (3000 * MAN, "fits")])
def test_希望額がまだ決まらない事業の費用を要するときは決めない(cost: int, answer: str) -> None:
    case = fitting_case(projects=(project("p", "Z1", cost), project("q", None, 1 * MAN)))
    assert verdict(case) == answer
    if answer == "open":
        assert leaf(case, "amount_net").paths == ("projects.q.category",)


def test_合わない事業の費用は_借りられる額に入れない() -> None:
    case = fitting_case(projects=(project("p", "Z1", 2999 * MAN), project("q", NO_CATEGORY, 500 * MAN)))
    assert leaf(case, "amount_net").answer == "no"


@pytest.mark.parametrize(
    ("case", "path", "value"),
    [
        (loan(term_months=121), "loan.term_months", 120),
        (loan(grace_months=13), "loan.grace_months", 12),
        (loan(grace_months=6, term_months=6), "loan.grace_months", 5),
        (loan(amount_yen=Decimal(60_000_000)), "loan.amount_yen", Decimal(30_000_000)),
        (loan(amount_yen=Decimal(30_000_001)), "loan.amount_yen", Decimal(30_000_000)),
        (loan(bank_name="楽天銀行"), "loan.bank_name", "千葉銀行"),
        (fitting_case(standing=Standing(co2co2=False)), "standing.co2co2", True),
        (fitting_case(projects=(project("p", "E9"),)), "loan.term_months", 84),
    ],
    ids=["term", "grace", "grace_in_term", "amount", "amount_net", "bank", "co2co2", "working"],
)
def test_合わない条件は_何をどう変えればよいかを示す(case: Case, path: str, value: object) -> None:
    found = judged(case).smallest_change("chiba_kankyo")
    assert found is not None
    assert [(change.path, change.value) for change in found] == [(path, value)]
    assert verdict(case) == "does_not_fit"
    assert verdict(applied(case, found)) == "fits"


@pytest.mark.parametrize("path", ["loan.bank_name", "projects.p.subsidy_yen", "standing.co2co2"])
def test_わからないと答えた条件は決めないまま残る(path: str) -> None:
    case = paths.put_dont_know(fitting_case(), path)
    assert verdict(case, AS_OF) == "open"
    assert path in {one for open_leaf in judged(case).scheme("chiba_kankyo").node.open_leaves() for one in open_leaf.paths}


def turned(case: Case) -> list[str]:
    """The words (or path) of the smallest change of a case the loan is not for; it is tried out."""
    assert verdict(case) == "does_not_fit"
    found = judged(case, AS_OF).smallest_change("chiba_kankyo")
    assert found is not None
    assert verdict(applied(case, found)) != "does_not_fit"
    return [change.words or change.path for change in found]


def test_対象にならないものを買うときは_対象になる事業のものにすると使えると分かる() -> None:
    (words,) = turned(fitting_case(projects=(project("p", NO_CATEGORY),)))
    assert words.startswith("買いたいもの・行いたい工事「")
    assert "（例：再生可能エネルギー" in words
    unregistered = fitting_case(projects=(project("p", NO_CATEGORY),), standing=Standing(co2co2=False))
    (words,) = turned(unregistered)
    assert "（例：大気汚染" in words, "the other list asks for a registration too"
    other = fitting_case(projects=(project("p", NO_CATEGORY), project("q", "Z1")), standing=Standing(co2co2=False))
    assert turned(other) == ["standing.co2co2"], "what can be used is looked at before something else is bought"


def test_対象にならない業種は_業種が違うときに使えると分かる() -> None:
    farm = fitting_case().firm.model_copy(update={"industry_code": "01"})
    assert turned(fitting_case(firm=farm)) == ["主な業種が、融資の対象になる業種であるとき"]


@pytest.mark.parametrize(
    ("cost", "subsidy", "paths_told"),
    [(1000 * MAN, 1000 * MAN, ["projects.p.subsidy_yen"]), (0, 0, ["projects.p.cost_yen"])],
)
def test_借りられる額が0円でも_何が違えば使えるかが分かる(cost: int, subsidy: int, paths_told: list[str]) -> None:
    whole = project("p", "Z1").model_copy(update={"cost_yen": Decimal(cost), "subsidy_yen": Decimal(subsidy)})
    case = loan(amount_yen=Decimal(500 * MAN)).model_copy(update={"projects": (whole,)})
    assert turned(case) == paths_told
    more = loan(amount_yen=Decimal(6000 * MAN)).model_copy(update={"projects": (whole,)})
    assert set(turned(more)) == {*paths_told, "loan.amount_yen"}


@pytest.mark.parametrize(("registered", "said"), [(False, True), (True, False), (None, False)])
def test_登録すると借りられるものが広がることを伝える(registered: bool | None, said: bool) -> None:
    two = (project("p", "Z1", 4000 * MAN), project("q", "E10", 500 * MAN))
    case = loan(amount_yen=Decimal(5000 * MAN), term_months=60).model_copy(
        update={"projects": two, "standing": Standing(co2co2=registered)}
    )
    found = leaf(case, "amount_net")
    assert found.answer == "no"
    assert ("登録すると、「事業p」の費用にも借りられる" in found.todo) is said
