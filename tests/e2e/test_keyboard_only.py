"""The same job without a mouse: Tab, arrows, Space, Enter, Ctrl+Enter, Alt+←, and typing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e import firm, outcome
from e2e.person import ByKeyboard
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

MOUSE = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseMove,
         QEvent.Type.Wheel}  # fmt: skip


class Unplugged(QObject):
    """Notes every event of a mouse."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QEvent.Type] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() in MOUSE:
            self.seen.append(event.type())
        return False


@pytest.fixture
def me(program: None, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[ByKeyboard]:
    del program
    mouse = Unplugged()
    qapp.installEventFilter(mouse)
    yield ByKeyboard(f"keyboard_{request.node.name}")
    qapp.removeEventFilter(mouse)
    assert mouse.seen == []


def test_from_nothing_to_the_submission_set(me: ByKeyboard, user_home: Path, tmp_path: Path) -> None:
    begin(me)
    tell_the_firm(me)
    tell_whom_to_call(me)
    tell_the_sites(me)
    answer_the_questions(me)
    look_at_the_verdict(me)
    tell_the_period(me)
    choose_energies(me)
    enter_bills_of_the_factory(me)
    paste_bills_of_the_office(me)
    look_at_the_result(me)
    plan(me)
    tell_the_loan(me)
    check_answers(me)
    make_papers(me, tmp_path / "書類")
    outcome.check_papers(tmp_path / "書類")
    me.wait(lambda: me.sees("自動保存済み"), "the file to be saved")
    outcome.check_saved(outcome.saved(user_home))
    come_back_later(me)
    outcome.check_saved(outcome.saved(user_home))


def begin(me: ByKeyboard) -> None:
    me.expect("環境の融資と認証を、調べるところから書類まで")
    me.look_round()
    me.go("新しく始める")
    me.expect("申請の準備")
    me.look_round()
    me.go("会社の基本情報を入力する")


def tell_the_firm(me: ByKeyboard) -> None:
    me.expect("会社の基本情報")
    assert me.is_here("事業者の名称"), "the page begins in its first box"
    me.look_round(downwards=True)
    me.press("Ctrl+Return")  # too early
    me.expect("入力内容に問題があります")
    me.look_round(downwards=True)
    me.go("事業者の名称を入力してください。")
    assert me.is_here("事業者の名称")
    me.type(firm.NAME)
    me.fill("法人番号", "7000012050002")
    me.fill("代表者の役職", "代表社員")
    me.fill("代表者の氏名", "髙﨑 𠮷子")
    me.fill("郵便番号", "３９２ー００２２")
    search(me, "本社のある都道府県", "長")
    me.look_round(downwards=True)
    me.tab_to("都道府県を探す")
    me.press("Down", "Return")
    me.fill("本社の住所", "諏訪市見本1-2-3")
    search(me, "主な業種", "電気めっき")
    me.press("Return")
    me.fill("資本金", "1,000万円")
    me.fill("常時使用する従業員数", "28")
    me.picture("firm")
    me.press("Ctrl+Return")


def search(me: ByKeyboard, label: str, words: str) -> None:
    """Unfolds the search of a field and types into it; where one thing fits, Enter takes it."""
    me.go(label)
    me.type(words)


def tell_whom_to_call(me: ByKeyboard) -> None:
    me.expect("審査の問合せと完了の通知を受ける方を入力します。")
    me.look_round(downwards=True)
    me.fill("担当者の氏名", "見本 花子")
    me.fill("担当者の電話番号", "0266-00-0001")
    me.press("Alt+Left")
    assert me.reads("事業者の名称") == firm.NAME
    me.press("Alt+Right")
    assert (me.reads("担当者の氏名"), me.reads("担当者の電話番号")) == ("見本 花子", "0266-00-0001")
    me.fill("担当者のメールアドレス", "hanako@example.jp")
    me.press("Ctrl+Return")


def tell_the_sites(me: ByKeyboard) -> None:
    me.expect("まだ登録していません。")
    me.look_round(downwards=True)
    me.go("事業所を追加する")
    site(me, firm.SUWA, "工場", "諏訪市見本1-2-3")
    me.look_round(downwards=True)
    me.go("事業所をもう1か所追加する")
    site(me, firm.MATSUMOTO, "事務所", "松本市見本4-5")
    me.picture("sites")
    me.press("Ctrl+Return")


def site(me: ByKeyboard, name: str, kind: str, address: str) -> None:
    me.type(name)
    me.choose("事業所の種類", kind)
    search(me, "事業所のある都道府県", "長野")
    me.press("Return")
    me.fill("事業所の住所", address)


def answer_the_questions(me: ByKeyboard) -> None:
    me.go("‹ 一覧に戻る")
    me.go("続きから始める")
    me.expect("どの金融機関から借りますか")
    me.look_round(downwards=True)
    me.tab_to("都道府県を探す")
    me.type("長野")
    me.press("Return")
    me.press("Ctrl+Return")
    me.expect("どのような融資ですか")
    me.fill("融資期間", "5年")
    me.choose("目標を達成できないとき、当初より金利を上げる条件がありますか", "いいえ")
    me.press("Ctrl+Return")
    me.expect("1年間にどのくらいのエネルギーを使いますか")
    me.look_round(downwards=True)
    me.go("わからないので先に進む")
    me.expect("自動車と、エネルギー以外の温室効果ガスについて")
    assert me.is_here("県内で使っている自動車の台数"), "a question begins in its first box"
    me.type("3")
    me.press("Return")
    assert me.is_here("エネルギー以外から出る温室効果ガス（県内合計）"), "Enter leads on"
    me.type("0")
    me.press("Return")
    me.expect("環境の取組を求められていますか")
    me.choose("公共工事や自治体の入札に参加していますか", "いいえ")
    me.choose("取引先から、環境の取組やCO2の数字を求められていますか", "いいえ")
    me.press("Ctrl+Return")
    me.expect("すべて答えました")
    me.look_round()
    me.picture("questions")
    me.press("Ctrl+Return")


def look_at_the_verdict(me: ByKeyboard) -> None:
    me.expect("使える制度", "信州SLL")
    assert me.is_here("次へ"), "the way on is at hand; what is above is read, or reached by Tab"
    me.look_round(downwards=True)
    me.go("信州SLLをくわしく見る")
    me.expect("信州SLL（脱炭素型）活用促進制度", "1,500 kL/年未満", "説明資料")
    me.look_round()
    me.press("Alt+Left")
    assert me.is_here("信州SLLをくわしく見る"), "the page is as it was left"
    me.press("Ctrl+Return")
    for words in ("会社の基本情報", "審査の問合せと完了の通知を受ける方を入力します。", firm.SUWA):
        me.expect(words)  # told before: on through the pages about the firm
        me.press("Ctrl+Return")


def tell_the_period(me: ByKeyboard) -> None:
    me.expect("いつの排出量とくらべて、何年間の計画にするかを決めます。")
    me.look_round(downwards=True)
    me.press("Ctrl+Return")


def choose_energies(me: ByKeyboard) -> None:
    me.expect("使っているエネルギー", f"{firm.SUWA}で使っているもの")
    me.look_round()
    me.go("電気（電力会社から買った分）を追加する")
    me.type("ミライズ")
    me.look_round()
    me.tab_to("電力会社を探す")
    me.press("Return")
    me.choose("契約メニュー", "メニューB(残差)")
    me.picture("menu")
    me.look_round()
    me.go("この内容で決める", "Space")
    me.go("LPガス（プロパンガス）を追加する")
    me.choose("ガスの組成（m3を重さに直すときに使います）", "プロパン")
    me.go("この内容で決める")
    for energy in ("灯油", "ガソリン"):
        me.go(f"{energy}を追加する")
        me.go("この内容で決める")
    me.to_tab(firm.MATSUMOTO)
    me.go("電気（電力会社から買った分）を追加する")
    me.type("まるべにしん")
    me.press("Ctrl+A")
    me.type("丸紅新")
    me.press("Return")
    me.type("f")
    me.look_round()
    me.tab_to("契約メニュー")
    me.press("Return")
    me.expect("丸紅新電力(株) メニューF")
    me.go("この内容で決める")
    me.go("灯油を追加する")
    me.go("この内容で決める")
    me.press("Ctrl+Return")


def enter_bills_of_the_factory(me: ByKeyboard) -> None:
    me.expect("2025年度の使用量")
    me.look_round()
    me.tab_to("使用量の表")
    assert me.cell_here() == ("4月", "電気")
    for figure in firm.POWER:
        me.type(str(figure))
        me.press("Return")
    assert me.cell_here() == ("4月", "LPガス"), "Enter leads on to the next column"
    for text in (*firm.GAS, *("0.32kL" if figure == 320 else str(figure or "") for figure in firm.KEROSENE), *firm.PETROL):
        me.type(text)
        me.press("Return")
    leave_the_table(me)
    me.tab_to("使用量の表", back=True)
    me.press("Left")
    assert me.cell_here()[1] == "灯油"
    me.go("「灯油」の空欄を0にする", "Space")
    me.expect("空欄4か月を0にしました。")
    me.picture("bills")
    assert [me.shown("年間合計", head) for head in ("電気", "LPガス", "灯油", "ガソリン")] == ["267,530", "2,464.0", "3,810.00", "1,777.0"]


def leave_the_table(me: ByKeyboard) -> None:
    """Ctrl+Tab is not the only way out of the table: Esc and Tab is another, Tab in the last cell a third."""
    me.tab_to("使用量の表")
    me.press("Escape", "Tab")
    assert not me.is_here("使用量の表")
    me.press("Shift+Tab")
    assert me.is_here("使用量の表")
    me.press("Escape", "Shift+Tab")
    assert not me.is_here("使用量の表")
    me.press("Tab", "Ctrl+Home")
    cells = 0
    while me.is_here("使用量の表"):
        cells += 1
        assert cells <= 100, "Tab goes through the cells and out"
        me.press("Tab")
    assert cells > 4 * 12


def paste_bills_of_the_office(me: ByKeyboard) -> None:
    me.to_tab(firm.MATSUMOTO)
    me.tab_to("使用量の表")
    me.press("Ctrl+Home")
    me.paste(firm.block(firm.OFFICE_POWER, firm.OFFICE_KEROSENE))
    me.expect("24個の欄に貼り付けました。")
    assert (me.shown("年間合計", "電気"), me.shown("年間合計", "灯油")) == ("18,780", "700")
    me.picture("pasted")
    me.press("Ctrl+Return")


def look_at_the_result(me: ByKeyboard) -> None:
    me.expect("2025年度の合計", f"{firm.rounded(firm.TONNES, 1)} t-CO2", f"{firm.rounded(firm.OIL, 1)} kL")
    me.look_round()
    me.go("この数字の根拠")
    me.look_round()
    me.picture("result")
    me.press("Ctrl+Return")


def plan(me: ByKeyboard) -> None:
    me.expect("目標と、そのために行う取組を決めます。")
    me.look_round()
    for number, (name, place, tonnes, year) in enumerate(firm.MEASURES, 1):
        me.go("取組を追加する")
        me.type(name)
        if place is not None:
            me.pick(f"取組{number}の行う事業所", place)
        me.fill(f"取組{number}の削減見込量", f"{float(tonnes):g}")
        me.fill(f"取組{number}の実施予定年度", str(year))
    me.fill("目標設定に関する説明", firm.REASON)
    me.fill("推進体制", firm.ORGANISATION)
    me.look_round()
    me.expect("計画は、目標に届く見込みです。")
    me.picture("plan")
    me.press("Ctrl+Return")


def tell_the_loan(me: ByKeyboard) -> None:
    me.expect("分からないことは「わからない」を選んで先に進めます。")
    me.look_round(downwards=True)
    me.fill("融資を受ける金融機関", "見本信用金庫")
    me.fill("融資の実行日（予定）", "2027/1/29")
    me.picture("loan")
    me.press("Ctrl+Return")


def check_answers(me: ByKeyboard) -> None:
    me.expect("入力内容の確認", firm.NAME)
    me.look_round(downwards=True)
    me.go("推進体制を変更")
    assert me.is_here("推進体制")
    me.press("Ctrl+Return")
    assert me.is_here("推進体制を変更"), "back where one came from"
    me.press("Ctrl+Return")  # without the tick
    assert me.is_here("書類に書かれる内容を確認しました")
    me.press("Space")
    me.press("Ctrl+Return")


def make_papers(me: ByKeyboard, folder: Path) -> None:
    me.expect("書類を作り、パソコンの中に保存します。", "作れます")
    me.look_round()
    me.fill("書類を入れるフォルダー", str(folder))
    me.go("計画書一式を作る")
    me.expect("8個のファイルを作りました。")
    me.wait(lambda: me.is_here("フォルダーを開く"), "the keyboard to be where the papers are")
    me.look_round()
    me.to_tab("送付内容一覧")
    me.picture("preview")


def come_back_later(me: ByKeyboard) -> None:
    me.press("Ctrl+Return")
    me.expect(f"{firm.NAME}の申請準備", "13項目のうち12項目が終わりました。")
    me.look_round()
    me.press("Alt+F")
    me.press("Up", "Up", "Return")
    me.expect("続きから")
    me.look_round()
    me.go(firm.NAME)
    me.expect(f"{firm.NAME}の申請準備", "13項目のうち12項目が終わりました。")
