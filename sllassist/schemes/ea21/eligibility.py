"""Whether エコアクション21 is worth it for this firm: one benefit that applies is enough.

Sources: 信金中央金庫・持続性推進機構「連携協定の締結について」1 ①〜③; 千葉県「中小企業向け融資のご案内」; おおいたグリーン
事業者認証の案内. Low-interest loans (②) are left out: which banks have them is not known, so they would settle nothing.
Not for: cost and effort, which the sections show beside the benefits.
"""

from sllassist.schemes.base import Facts
from sllassist.schemes.conditions import site_in_prefecture
from sllassist.schemes.ea21 import facts as of
from sllassist.schemes.industry import lies_in
from sllassist.schemes.rules import Change, Node, any_of, decided

_BIDDING = (Change("firm.public_works", True, 2),)


def _asked(
    facts: Facts, key: str, path: str, value: bool | None, statements: tuple[str, str, str], parameter: str, limit: str, todo: str,
    changes: tuple[Change, ...] = (),
) -> Node:
    """A benefit that one yes-or-no question decides; `statements` for yes, no and unknown."""
    answer = decided(value)
    statement = dict(zip(("yes", "no", "unknown"), statements, strict=True))[answer]
    return Node(
        answer, statement, seen="" if value is None else "はい" if value else "いいえ", limit=limit,
        clause=of.clause(facts, parameter), paths=(path,), key=key, todo=todo if answer == "unknown" else "",
        changes=changes,
    )


def _bidding(facts: Facts) -> Node:
    return _asked(
        facts, "bidding", "firm.public_works", facts.case.firm.public_works,
        (
            "公共工事や自治体の入札に参加しているので、自治体によっては認証で加点されます。",
            "公共工事や自治体の入札には参加していません。",
            "公共工事や自治体の入札に参加しているかどうか、まだ分かりません。",
        ),
        "benefit.bidding", "入札に参加している", "入札に参加しているかどうかを、営業や総務の方に確かめます。", _BIDDING,
    )


def _keishin(facts: Facts) -> Node:
    points = of.param(facts, "benefit.keishin_points").number
    return _asked(
        facts, "keishin", "firm.public_works", facts.case.firm.public_works,
        (
            f"公共工事に参加する建設業なので、認証を取ると、経営事項審査（W点）で{points}点加点されます。",
            "公共工事に参加していないので、経営事項審査の加点は役に立ちません。",
            "経営事項審査を受ける建設業かどうか、まだ分かりません。",
        ),
        "benefit.keishin_points", "公共工事に参加する建設業", "公共工事を請け負っているかどうかを確かめます。", _BIDDING,
    )


def _waste(facts: Facts) -> Node:
    """Only for firms that treat waste, so it always applies."""
    return Node(
        "yes", "廃棄物処理業なので、認証を取ると、優良な産業廃棄物処理業者の認定の要件の1つを満たせます。", seen=of.industry_words(facts),
        limit="廃棄物処理業", clause=of.clause(facts, "benefit.waste"), paths=("firm.industry_code",), key="waste",
    )


def _customers(facts: Facts) -> Node:
    return _asked(
        facts, "customers", "firm.customer_requests", facts.case.firm.customer_requests,
        (
            "取引先が環境の取組やCO2の数字を求めているので、認証とレポートで答えられます。",
            "取引先から、環境の取組やCO2の数字は求められていません。",
            "取引先が環境の取組やCO2の数字を求めているかどうか、まだ分かりません。",
        ),
        "benefit.customers", "取引先から求められている", "環境の調査票や、取引の条件に環境の取組があるかどうかを、営業の方に確かめます。",
    )


def judge(facts: Facts) -> Node:
    """The whole verdict as a tree of benefits; sites first, for every firm tells them anyway."""
    benefits = [
        any_of(
            "大分県・千葉県の制度で役に立つ",
            (
                _place(facts, "benefit.oita", "oita", "おおいたグリーン事業者認証に、同じデータを使えます"),
                _place(facts, "benefit.chiba", "chiba", "環境保全資金で、認証を取る費用が融資の対象になります"),
            ),
            key="places",
        ),
        _customers(facts),
        _bidding(facts),
    ]
    if lies_in(facts, of.param(facts, "benefit.construction").value):
        benefits.append(_keishin(facts))
    if lies_in(facts, of.param(facts, "benefit.waste").value):
        benefits.append(_waste(facts))
    return any_of("エコアクション21に取り組む利点", benefits, key=of.SCHEME_ID)


def _place(facts: Facts, parameter: str, key: str, use: str) -> Node:
    """A site in the prefecture whose scheme takes data or cost of the certificate. No change is proposed: nobody moves for it."""
    node = site_in_prefecture(facts, of.SCHEME_ID, parameter)
    prefecture = of.param(facts, parameter).text
    statement = f"{prefecture}内に事業所があるので、{use}。" if node.answer == "yes" else node.statement
    return Node(
        node.answer, statement, seen=node.seen, limit=node.limit, clause=node.clause, paths=node.paths, key=key,
        todo="事業所のある都道府県を答えます。" if node.answer == "unknown" else "",
    )
