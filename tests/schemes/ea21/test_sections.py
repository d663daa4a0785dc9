"""エコアクション21: what is shown beside the verdict: benefits, help, links to loans, papers, and what is not known."""

import datetime as dt

import pytest
from support.nagano import judged

from sllassist.case.model import Case, Firm, Loan, Site, Standing
from sllassist.flow import fields
from sllassist.schemes import all_schemes
from sllassist.schemes.base import Row, Section


def section(case: Case, name: str) -> Section:
    return next(one for one in judged(case).sections("ea21") if one.id == f"ea21-{name}")


def row(case: Case, name: str, first: str) -> Row:
    return next(one for one in section(case, name).rows if one.cells[0] == first)


def at(prefecture: str, address: str = "") -> Case:
    return Case(sites=(Site(id="a", prefecture=prefecture, address=address),))


def test_benefits_that_apply_stand_first_and_those_that_do_not_last() -> None:
    case = Case(firm=Firm(customer_requests=True, public_works=False), sites=at("山梨県").sites)
    marks = [one.mark for one in section(case, "benefits").rows]
    assert marks == ["当てはまります", "要確認", "当てはまりません", "当てはまりません", "当てはまりません"]
    assert section(Case(), "benefits").rows[0].mark == "未回答"


@pytest.mark.clause("ea21", "benefit.loans")
def test_信金中金_1_2_低利融資_is_general_and_to_be_asked() -> None:
    found = row(Case(), "benefits", "金融機関の低い金利の融資")
    assert found.mark == "要確認"
    assert "一部の金融機関" in found.cells[1]
    assert found.clause is not None
    assert found.clause.place.endswith("②")


@pytest.mark.clause("ea21", "benefit.saving")
@pytest.mark.parametrize(("prefecture", "shown"), [("長野県", True), ("新潟県", False)])
def test_長野257社の例_is_shown_to_firms_in_nagano(prefecture: str, shown: bool) -> None:
    texts = [one.cells[1] for one in section(at(prefecture), "benefits").rows if one.cells[0] == "光熱費などの削減の例"]
    assert bool(texts) == shown
    assert not shown or all(part in texts[0] for part in ("257社", "10,000 t-CO2", "157万円", "2018年"))


@pytest.mark.clause("ea21", "help.programmes")
def test_help_is_marked_where_customers_ask_or_the_bank_is_a_shinkin() -> None:
    names = [one.cells[0] for one in section(Case(), "cheaper").rows]
    assert names[:3] == ["自治体イニシアティブ・プログラム", "関係企業グリーン化プログラム", "信用金庫の勉強会"]
    shinkin = Case(loan=Loan(bank_name="諏訪信用金庫"))
    assert row(shinkin, "cheaper", "信用金庫の勉強会").mark == "当てはまります"
    assert row(Case(loan=Loan(bank_name="八十二銀行")), "cheaper", "信用金庫の勉強会").mark == ""
    asked = Case(firm=Firm(customer_requests=True))
    assert row(asked, "cheaper", "関係企業グリーン化プログラム").mark == "当てはまります"
    assert row(Case(firm=Firm(customer_requests=False)), "cheaper", "関係企業グリーン化プログラム").mark == ""


@pytest.mark.clause("ea21", "help.order_trap", "cost.consulting_yen")
def test_the_order_of_applying_for_a_subsidy_is_said_before_the_list() -> None:
    found = section(Case(), "cheaper")
    assert "先に始めると受けられないことがある" in found.lead
    assert "30,000円ほどです（未確認）" in found.notes[0]


@pytest.mark.clause("ea21", "help.examples")
@pytest.mark.parametrize(
    ("prefecture", "address", "mark"),
    [("東京都", "江東区東陽1-1-1", "当てはまります"), ("東京都", "港区芝1-1-1", "同じ都県の例"), ("大阪府", "堺市", None)],
)
def test_江東区_令和8年度_20万円(prefecture: str, address: str, mark: str | None) -> None:
    rows = [one for one in section(at(prefecture, address), "cheaper").rows if one.cells[0] == "東京都江東区の例"]
    assert [one.mark for one in rows] == ([] if mark is None else [mark])
    assert all("20万円まで" in one.cells[1] and "2026年度" in one.cells[1] for one in rows)


@pytest.mark.clause("ea21", "links.schemes", "benefit.chiba_term_years")
@pytest.mark.parametrize(
    ("prefecture", "name"),
    [
        ("大分県", "おおいたグリーン事業者認証（脱炭素部門）"), ("千葉県", "千葉県 環境保全資金（環境保全事業）"),
        ("長野県", "信州SLL（計画書と報告書）"),
    ],
)
def test_links_of_the_firms_prefecture_come_first(prefecture: str, name: str) -> None:
    found = section(at(prefecture), "links")
    assert (found.rows[0].cells[0], found.rows[0].mark) == (name, "当てはまります")
    assert [one.mark for one in found.rows[1:]] == ["", ""]
    assert "7年以内の融資の対象" in found.notes[0]
    assert "審査で決まります" in found.notes[0]


@pytest.mark.clause("ea21", "documents.list", "documents.report")
def test_thirteen_papers_two_of_them_sent_and_nine_parts_of_the_report() -> None:
    rows = section(Case(), "documents").rows
    assert len(rows) == 13
    assert [one.cells[0] for one in rows if one.mark == "申込みに添える"] == ["12　環境経営レポート", "13　審査申込書"]
    [report] = [one for one in rows if one.detail]
    assert report.cells[0].endswith("環境経営レポート")
    assert len(report.detail.splitlines()) == 9
    # 2017年版では「環境活動レポート」と書かない
    assert not any("環境活動レポート" in cell for one in rows for cell in one.cells)


@pytest.mark.clause("ea21", "gaps.list")
def test_what_is_not_known_is_said_with_the_place_to_ask() -> None:
    rows = section(Case(), "unknown").rows
    assert any("サービス業" in one.cells[0] for one in rows)
    assert all(all(one.cells) and one.mark == "未確認" for one in rows)


def test_wishes_ask_for_the_date_that_fits_the_standing_and_are_fields() -> None:
    def asked(standing: Standing) -> tuple[str, ...]:
        scheme = next(one for one in all_schemes() if one.id == "ea21")
        return scheme.wishes(judged(Case(standing=standing)).facts)

    assert asked(Standing())[-2:] == ("standing.ea21", "standing.ea21_decided_on")
    assert asked(Standing(ea21="registered"))[-1] == "standing.ea21_registered_on"
    assert asked(Standing(ea21_registered_on=dt.date(2026, 1, 1)))[-1] == "standing.ea21_registered_on"
    assert all(fields.field(path).label for path in asked(Standing()))
