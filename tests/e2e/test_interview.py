"""A newcomer without a mouse: from an empty case to the verdicts of all schemes, with few answers, and why for each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from e2e.person import ByKeyboard

from sllassist.schemes import all_schemes

MOST_ANSWERS = 25
UNDECIDED = ("まだ決まりません", "分かります")


@pytest.fixture
def me(program: None, request: pytest.FixtureRequest) -> ByKeyboard:
    del program
    return ByKeyboard(f"keyboard_{request.node.name}")


class Answers:
    """What the firm answers, question by question; each gives how many boxes were filled."""

    def __init__(self, me: ByKeyboard) -> None:
        self.me = me
        self.count = 0
        self.by_title: dict[str, Callable[[], int]] = {
            "事業所はどの都道府県にありますか": self.where, "どのような会社ですか": self.kind, "会社の大きさを教えてください": self.size,
            "どの金融機関から借りますか": self.bank, "どのような融資ですか": self.loan,
            "1年間にどのくらいのエネルギーを使いますか": self.energy, "自動車と、エネルギー以外の温室効果ガスについて": self.duty,
            "何を買いますか。どのような工事をしますか": self.project, "その費用はどのくらいですか": self.cost,
            "登録と申請のようすを教えてください": self.standing, "環境の取組を求められていますか": self.reasons,
        }  # fmt: skip

    def one(self) -> str:
        """Answers the question on the screen; its title."""
        title = next((title for title in self.by_title if self.me.sees(title)), None)
        assert title is not None, self.me.texts()
        self.count += self.by_title[title]()
        return title

    def where(self) -> int:
        for name in ("長野県", "大分県", "千葉県"):
            self.me.tab_to(name)
            self.me.press("Space")
        self.me.press("Return")
        return 1

    def kind(self) -> int:
        self.me.choose("会社・個人などの別", "会社（株式会社・有限会社・合同会社など）")
        self.me.press("Return")
        self.me.type("電気めっき")
        self.me.press("Return")
        self.me.press("Return")
        return 2

    def size(self) -> int:
        self.me.type("1,000")
        self.me.type("万円")
        self.me.press("Return")
        self.me.type("28")
        self.me.press("Return")
        return 2

    def bank(self) -> int:
        filled = 0
        if self.me.sees("融資を受ける金融機関"):
            self.me.fill("融資を受ける金融機関", "千葉銀行")
            filled += 1
        if self.me.sees("金融機関の本店がある都道府県"):
            self.me.tab_to("金融機関の本店がある都道府県")
            if not self.me.sees("都道府県を探す"):
                self.me.press("Return")
            self.me.tab_to("都道府県を探す")
            self.me.type("長野")
            self.me.press("Return")
            filled += 1
        if self.me.sees("その金融機関は、大分SLLの参加を県に承認されていますか"):
            self.me.choose("その金融機関は、大分SLLの参加を県に承認されていますか", "はい")
            filled += 1
        self.me.press("Ctrl+Return")
        return filled

    def loan(self) -> int:
        filled = 0
        for label, text in (("融資期間", "5年"), ("融資の希望額", "2,500万円"), ("融資の実行日（予定）", "2027/1/29")):
            if self.me.sees(label):
                self.me.fill(label, text)
                filled += 1
        penalty = "目標を達成できないとき、当初より金利を上げる条件がありますか"
        if self.me.sees(penalty):
            self.me.choose(penalty, "いいえ")
            filled += 1
        self.me.press("Ctrl+Return")
        return filled

    def energy(self) -> int:
        for text in ("120000", "0", "2000"):
            self.me.type(text)
            self.me.press("Return")
        return 3

    def duty(self) -> int:
        for text in ("3", "0"):
            self.me.type(text)
            self.me.press("Return")
        return 2

    def project(self) -> int:
        self.me.type("屋根に太陽光")
        self.me.press("Down")
        self.me.press("Return")
        self.me.press("Return")
        return 1

    def cost(self) -> int:
        for text in ("2,500", "0"):
            self.me.type(text)
            if text != "0":
                self.me.type("万円")
            self.me.press("Return")
        return 2

    def standing(self) -> int:
        self.me.choose("千葉県の「CO2CO2スマート宣言事業所」に登録していますか", "はい")
        self.me.press("Return")
        return 1

    def reasons(self) -> int:
        self.me.choose("公共工事や自治体の入札に参加していますか", "いいえ")
        self.me.press("Return")
        self.me.choose("取引先から、環境の取組やCO2の数字を求められていますか", "いいえ")
        self.me.press("Return")
        return 2


def test_few_answers_decide_every_scheme_and_each_says_why(me: ByKeyboard) -> None:
    me.go("新しく始める")
    me.expect("申請の準備")
    me.go("質問に答える")
    answers = Answers(me)
    asked: list[str] = []
    while not me.sees("すべて答えました"):
        title = answers.one()
        assert title not in asked, f"asked twice: {asked}"
        asked.append(title)
        me.picture(f"after_{len(asked)}")
    assert answers.count <= MOST_ANSWERS
    me.press("Return")
    me.expect("使える制度")
    me.picture("verdicts")
    for scheme in all_schemes():
        me.tab_to(f"{scheme.short}をくわしく見る")
        verdict = me.here.accessibleDescription()
        assert verdict, scheme.short
        assert not any(words in verdict for words in UNDECIDED), verdict
        me.press("Return")
        me.expect(scheme.name, "条件と、いまの答え", "根拠")
        me.picture(scheme.id)
        me.press("Alt+Left")
        assert me.is_here(f"{scheme.short}をくわしく見る"), "back on the same row"


def test_a_newcomer_who_knows_nothing_still_comes_to_the_end(me: ByKeyboard) -> None:
    me.go("新しく始める")
    me.go("質問に答える")
    passed = 0
    while not me.sees("すべて答えました"):
        me.go("わからないので先に進む")
        passed += 1
        assert passed <= MOST_ANSWERS
    me.expect("「わからない」と答えた項目が")
    me.press("Return")
    for scheme in all_schemes():
        me.tab_to(f"{scheme.short}をくわしく見る")
        assert "対象ではありません" not in me.here.accessibleDescription(), "unknown never becomes no"
