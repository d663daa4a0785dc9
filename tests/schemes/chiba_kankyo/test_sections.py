"""What is shown besides the verdict: terms with the year they are from, amount, papers, steps, registration, banks, offices."""

import datetime as dt
from decimal import Decimal

import pytest
from support.chiba import AS_OF, IN_R6, facts, firm, fitting_case, loan, project, section
from support.nagano import judged

from sllassist.case.model import Case, Loan, RunningLoan, Standing
from sllassist.schemes.chiba_kankyo.terms import rate_for

IN_H28 = dt.date(2016, 6, 1)


@pytest.mark.clause("chiba_kankyo", "loan.rates")
@pytest.mark.parametrize(
    ("months", "r6", "h28"),
    [
        (1, "1.1", "1.4"), (36, "1.1", "1.4"), (37, "1.3", "1.6"), (60, "1.3", "1.6"), (61, "1.5", "1.8"),
        (84, "1.5", "1.8"), (85, "1.7", "2.0"),
        (120, "1.7", "2.0"),
    ],
)  # fmt: skip
def test_千葉004_融資利率_期間ごと_令和6年度と平成28年度(months: int, r6: str, h28: str) -> None:
    assert rate_for(facts(as_of=AS_OF), months).percent == Decimal(r6)
    assert rate_for(facts(as_of=IN_R6), months).percent == Decimal(r6)
    assert rate_for(facts(as_of=IN_H28), months).percent == Decimal(h28)


@pytest.mark.clause("chiba_kankyo", "loan.rates")
@pytest.mark.parametrize(
    ("months", "row", "figure"),
    [(36, "3年以下", "年1.1％"), (37, "3年を超え5年以下", "年1.3％"), (84, "5年を超え7年以下", "年1.5％"), (120, "7年を超える", "年1.7％")]
)
def test_千葉004_この融資の利率の行に印がつく(months: int, row: str, figure: str) -> None:
    part = section(loan(term_months=months), "terms")
    assert [one.cells[0] for one in part.rows if one.mark] == [row]
    assert part.figures[0][1] == figure
    assert part.rows[-1].cells == ("7年を超える", "年1.7％", "設備資金")
    assert part.rows[0].cells[2] == "設備資金・運転資金"


def test_融資するかどうかは_認定と審査で決まると示す() -> None:
    assert any("県の認定と、金融機関" in note and "審査で決まります" in note for note in section(fitting_case(), "terms").notes)


def test_期間が10年を超えるか未定なら_利率の行に印をつけない() -> None:
    for months in (None, 121):
        part = section(loan(term_months=months), "terms")
        assert [one for one in part.rows if one.mark] == []
        assert [what for what, _ in part.figures] == ["限度額"]


@pytest.mark.clause("chiba_kankyo", "scheme.year", "loan.rates")
@pytest.mark.parametrize(
    ("day", "year", "sure"),
    [
        (IN_H28, "平成28年度", True), (dt.date(2017, 4, 1), "平成28年度", False),
        (dt.date(2024, 3, 31), "平成28年度", False),
        (dt.date(2024, 4, 1), "令和6年度", True), (dt.date(2025, 3, 31), "令和6年度", True),
        (dt.date(2025, 4, 1), "令和6年度", False), (AS_OF, "令和6年度", False),
    ],
)  # fmt: skip
def test_何年度の条件かと_そのあとは確認できていないことを示す(day: dt.date, year: str, sure: bool) -> None:
    part = section(fitting_case(), "terms", day)
    assert year in part.lead
    assert ("確認できていません" in part.lead) != sure
    for row in part.rows:
        assert row.clause is not None
        assert (row.clause.note == "") == sure


@pytest.mark.clause("chiba_kankyo", "loan.net_of_subsidy", "loan.limit_yen")
@pytest.mark.parametrize(
    ("cost", "subsidy", "figures"),
    [
        (3000, 0, [("借りられる額（上限）", "3,000万円")]),
        (3000, 1000, [("借りられる額（上限）", "2,000万円")]),
        (9000, 0, [("借りられる額（上限）", "5,000万円")]),
        (8000, 2000, [("費用から補助金を引いた額", "5,000万円"), ("限度額からも補助金を引いた額", "3,000万円")]),
        (1000, 2000, [("借りられる額（上限）", "0円")]),
        (None, 0, []),
    ],
)
def test_千葉004_限度額_借りられる額を両方の読み方で示す(cost: int | None, subsidy: int, figures: list[tuple[str, str]]) -> None:
    yen = None if cost is None else cost * 10_000
    part = section(fitting_case(projects=(project("p", "Z1", yen, subsidy * 10_000),)), "amount")
    assert list(part.figures) == figures
    assert "未確認" in part.notes[0]


def test_すでにこの資金を借りていれば_残りの枠を県に確かめると示す() -> None:
    with_loan = fitting_case(running=(RunningLoan(scheme="chiba_kankyo"),))
    assert len(section(with_loan, "amount").notes) == len(section(fitting_case(), "amount").notes) + 1
    assert len(section(fitting_case(running=(RunningLoan(scheme="oita_sll"),)), "amount").notes) == 1


@pytest.mark.clause("chiba_kankyo", "papers.certify", "papers.copies")
@pytest.mark.parametrize(("codes", "mark"), [(("Z1",), ""), (("E9", "Z4c"), ""), (("E9",), "当てはまりません"), ((), "要確認")])
def test_千葉004_認定の書類_各2部_CO2CO2の写しはゼロカーボンだけ(codes: tuple[str, ...], mark: str) -> None:
    case = loan(term_months=60).model_copy(update={"projects": tuple(project(code, code) for code in codes)})
    rows = section(case, "papers").rows
    assert [row.cells[1] for row in rows[:2]] == ["要領第1号様式", "要領第2号様式"]
    assert (len(rows), {row.cells[2] for row in rows}) == (7, {"2部"})
    assert [row.mark for row in rows if "CO2CO2" in row.cells[0]] == [mark]
    assert {row.mark for row in rows if "CO2CO2" not in row.cells[0]} == {""}


@pytest.mark.clause("chiba_kankyo", "papers.bank")
def test_千葉県H29_金融機関の書類は未確認として示す() -> None:
    rows = section(fitting_case(), "bank_papers").rows
    assert rows[0].cells == ("融資申込書（別記様式第5）", "必ず")
    assert {row.mark for row in rows} == {"未確認"}
    assert all("売掛債権" not in row.cells[0] for row in rows)


@pytest.mark.clause("chiba_kankyo", "steps", "certify.before_loan", "certify.consult", "certify.bank_change", "certify.start_of_works")
def test_千葉004_手続き_ゼロカーボンは補助まで8段_ほかは7段() -> None:
    zero = section(fitting_case(), "steps")
    other = section(fitting_case(projects=(project("p", "E10"),)), "steps")
    assert (len(zero.rows), len(other.rows)) == (8, 7)
    assert [row.cells[0] for row in zero.rows] == list("①②③④⑤⑥⑦⑧")
    assert "補助" in zero.rows[-1].cells[1]
    assert "融資が実行される" in other.rows[-1].cells[1]
    assert "未確認" in zero.lead
    assert "融資の利用の前" in zero.lead
    said = "".join(zero.notes)
    assert "取扱金融機関と千葉県信用保証協会に融資の条件を相談します" in said
    assert "取扱金融機関を変えることはできません" in said
    assert "着工や購入の前に県に確かめます" in said


@pytest.mark.clause("chiba_kankyo", "co2co2.courses", "co2co2.groups")
@pytest.mark.parametrize(("code", "registered", "shown"), [("Z1", None, True), ("Z1", True, False), ("E10", None, False)])
def test_千葉H29_CO2CO2の登録のしかたは_要るのにまだのときだけ(code: str, registered: bool | None, shown: bool) -> None:
    case = fitting_case(projects=(project("p", code),), standing=Standing(co2co2=registered))
    parts = {one.id: one for one in judged(case).sections("chiba_kankyo")}
    assert ("co2co2" in parts) == shown
    if shown:
        assert [row.cells[0] for row in parts["co2co2"].rows] == ["スタンダード", "プレミアム"]
        assert {row.mark for row in parts["co2co2"].rows} == {"古い情報"}
        assert "043-223-4645" in parts["co2co2"].lead


@pytest.mark.clause("chiba_kankyo", "categories")
def test_千葉004_対象事業の一覧は言葉で探せ_この会社の事業に印がつく() -> None:
    part = section(fitting_case(), "projects")
    assert part.search
    assert [row.cells[0] for row in part.rows if row.mark] == ["ゼロカーボン促進事業 1"]
    assert len(part.rows) == 24


@pytest.mark.clause("chiba_kankyo", "banks")
def test_千葉004_取扱金融機関の一覧は言葉で探せ_年度を示す() -> None:
    part = section(loan(bank_name="千葉"), "banks")
    assert part.search
    assert (len(part.rows), [row.cells[0] for row in part.rows if row.mark]) == (39, ["千葉銀行", "千葉信用金庫"])
    assert "令和6年度" in part.notes[0]
    assert "確認できていません" in part.notes[0]


@pytest.mark.clause("chiba_kankyo", "contacts")
def test_千葉004_申請先と問合せ先() -> None:
    rows = {row.cells[1]: row for row in section(Case(), "contacts").rows}
    assert {name: row.cells[2] for name, row in rows.items()} == {
        "千葉県環境生活部環境政策課 環境影響評価・指導班": "043-223-4135",
        "千葉県商工労働部経営支援課 金融支援室": "043-223-2707",
        "千葉県環境生活部温暖化対策推進課 企画調整班": "043-223-4645",
    }  # fmt: skip
    assert "260-8667" in rows["千葉県環境生活部環境政策課 環境影響評価・指導班"].detail
    assert all(row.url.startswith("https://www.pref.chiba.lg.jp/") for row in rows.values())


HUGE = Loan(amount_yen=Decimal(10**12), term_months=600, grace_months=700)


@pytest.mark.parametrize("case", [Case(), fitting_case(), firm(industry_code="01"), fitting_case(loan=HUGE)])
def test_どんな案件でも_各部に題と行か文がある(case: Case) -> None:
    parts = judged(case).sections("chiba_kankyo")
    assert len({one.id for one in parts}) == len(parts)
    for one in parts:
        assert one.title
        assert one.rows or one.lead
        assert all(len(row.cells) == len(one.columns) for row in one.rows)
