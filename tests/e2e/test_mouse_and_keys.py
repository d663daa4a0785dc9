"""From nothing to the submission set with mouse and keyboard, with the mistakes people make on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from e2e import firm, outcome
from e2e.mouse import WithMouse


@pytest.fixture
def me(program: None, request: pytest.FixtureRequest) -> WithMouse:
    del program
    return WithMouse(f"mouse_{request.node.name}")


def test_from_nothing_to_the_submission_set(me: WithMouse, user_home: Path, tmp_path: Path) -> None:
    begin(me)
    tell_the_firm(me)
    tell_whom_to_call(me)
    tell_the_sites(me)
    answer_the_questions(me)
    look_at_the_verdict(me, "まだ決まりません", "まだ決まりません")
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


def begin(me: WithMouse) -> None:
    me.expect("環境の融資と認証を、調べるところから書類まで", "手もとに置くと早く済む書類")
    me.picture("start")
    me.click("新しく始める")
    me.expect("申請の準備", "次は「質問に答える」です。", "入力を始める")
    me.picture("hub")
    me.click("会社の基本情報を入力する")


def tell_the_firm(me: WithMouse) -> None:
    me.expect("会社の基本情報")
    me.click("保存して次へ")  # too early
    me.expect("入力内容に問題があります", "主な業種を選んでください。")
    me.picture("firm_errors")
    me.click("事業者の名称を入力してください。")
    me.type(firm.NAME)
    me.fill("法人番号", "7000012050020")  # two digits swapped
    me.fill("代表者の役職", "代表社員")
    me.fill("代表者の氏名", "髙﨑 𠮷子")
    me.fill("郵便番号", "〒３９２－００２２")
    me.click("本社のある都道府県")
    me.type("長")
    me.picture("prefecture")
    me.click_in_list("長野県")
    me.fill("本社の住所", "諏訪市見本1-2-3")
    me.click("主な業種")
    me.expect("言葉を入力すると、ここに一覧が出ます。")
    me.type("めっき")
    me.picture("industry")
    me.click_in_list("2464 電気めっき業（表面処理鋼材製造業を除く）")
    me.fill("資本金", "1,OOO万円")  # the letter O
    me.fill("常時使用する従業員数", "２８人")
    me.click("保存して次へ")
    me.expect("法人番号の数字が合いません", "資本金は数字で入力してください")
    assert (me.reads("法人番号"), me.reads("資本金")) == ("7000012050020", "1,OOO万円"), "what was typed stays"
    me.picture("firm_letter")
    me.fill("資本金", "1,000万円")
    me.fill("法人番号", "７０００012050002")
    me.click("保存して次へ")
    assert not me.sees("入力内容に問題があります")


def tell_whom_to_call(me: WithMouse) -> None:
    me.expect("審査の問合せと完了の通知を受ける方を入力します。")
    me.fill("担当者の氏名", "見本 花子")
    me.fill("担当者のメールアドレス", "hanako＠")  # and then the telephone rings
    me.click("前の画面に戻る")
    assert me.reads("事業者の名称") == firm.NAME
    assert me.reads("法人番号") == "7000012050002"
    assert me.reads("郵便番号") == "392-0022"
    assert me.reads("資本金") == "10,000,000"
    me.press("Alt+Right")
    assert me.reads("担当者の氏名") == "見本 花子"
    assert me.reads("担当者のメールアドレス").startswith("hanako"), "half an address is kept"
    me.fill("担当者のメールアドレス", "hanako@example.jp")
    me.fill("担当者の電話番号", "０２６６ー００ー０００１")
    me.picture("contact")
    me.click("保存して次へ")


def tell_the_sites(me: WithMouse) -> None:
    me.expect("まだ登録していません。")
    me.click("事業所を追加する")
    me.type(firm.SUWA)
    me.choose("事業所の種類", "工場")
    choose_nagano(me, "事業所のある都道府県")
    me.fill("事業所の住所", "諏訪市見本1-2-3")
    me.picture("site")
    me.click("事業所をもう1か所追加する")
    me.type("社長の家")
    me.click("社長の家を消す")  # was not meant
    me.expect("「社長の家」を消しました。")
    me.press("Space")  # the keyboard is on 元に戻す
    me.expect("社長の家を消す")
    me.click("社長の家を消す")
    me.expect("「社長の家」を消しました。")
    me.picture("site_removed")
    me.click("事業所をもう1か所追加する")
    me.type(firm.MATSUMOTO)
    me.choose("事業所の種類", "店舗")
    me.choose("事業所の種類", "事務所")
    choose_nagano(me, "事業所のある都道府県")
    me.fill("事業所の住所", "松本市見本4-5")
    me.click("保存して次へ")


def choose_nagano(me: WithMouse, label: str) -> None:
    me.click(label)
    me.type("長野")
    me.press("Return")


def answer_the_questions(me: WithMouse) -> None:
    me.click("‹ 一覧に戻る")
    me.expect("次は「質問に答える」です。")
    me.click("続きから始める")
    me.expect("どの金融機関から借りますか", "この答えを使う制度", "あと4問ほど")
    me.picture("question")
    me.type("長野")
    me.press("Return")
    me.click("答えて次へ")
    me.expect("どのような融資ですか")
    me.fill("融資期間", "5nen")
    me.choose("目標を達成できないとき、当初より金利を上げる条件がありますか", "わからない")
    me.choose("目標を達成できないとき、当初より金利を上げる条件がありますか", "いいえ")
    me.click("答えて次へ")
    me.expect("融資期間は、年か、か月かを付けて入力してください")
    me.picture("question_letter")
    assert me.reads("融資期間") == "5nen"
    me.fill("融資期間", "５年")
    me.click("答えて次へ")
    me.expect("1年間にどのくらいのエネルギーを使いますか")
    me.click("わからないので先に進む")
    me.expect("自動車と、エネルギー以外の温室効果ガスについて")
    me.fill("県内で使っている自動車の台数", "３台")
    me.fill("エネルギー以外から出る温室効果ガス（県内合計）", "0")
    me.click("答えて次へ")
    me.expect("環境の取組を求められていますか", "これが最後の質問です")
    me.choose("公共工事や自治体の入札に参加していますか", "いいえ")
    me.choose("取引先から、環境の取組やCO2の数字を求められていますか", "わからない")
    me.click("答えて次へ")
    me.expect("すべて答えました", "「わからない」と答えた項目が4件あります。")
    me.picture("questions_done")
    me.click("使える制度を見る")


def look_at_the_verdict(me: WithMouse, tag: str, closed: str) -> None:
    me.expect("使える制度", "信州SLL", tag)
    me.picture("verdict")
    me.click("信州SLLをくわしく見る")
    me.expect("長野県内に事業所があります（2か所）。", "金融機関の本店は長野県内にあります。", "1,500 kL/年未満", "説明資料")
    me.picture("scheme")
    me.click("使える制度に戻る")
    me.expect(closed)
    me.click("次へ")
    for words in ("会社の基本情報", "審査の問合せと完了の通知を受ける方を入力します。", firm.SUWA):
        me.expect(words)  # told before: on through the pages about the firm
        me.click("保存して次へ")


def tell_the_period(me: WithMouse) -> None:
    me.expect("いつの排出量とくらべて、何年間の計画にするかを決めます。")
    assert [me.reads(label) for label in ("計画の最初の年度", "計画期間の年数", "基準年度")] == ["2026", "3", "2025"]
    me.fill("計画の最初の年度", "令和８年度")
    me.fill("基準年度", "R7")
    me.click("保存して次へ")


def choose_energies(me: WithMouse) -> None:
    me.expect("使っているエネルギー", f"{firm.SUWA}で使っているもの")
    me.click("電気（電力会社から買った分）を追加する")
    me.type("ちゅうぶ")
    me.press(*["Backspace"] * 4)
    me.type("中部電力ミライズ")
    me.picture("retailer")
    me.click_in_list("中部電力ミライズ(株)")
    me.choose("契約メニュー", "メニューA")  # carbon-free: not what the bill says
    me.expect("このメニューの係数は0です。")
    me.choose("契約メニュー", "メニューB(残差)")
    me.wait(lambda: not me.sees("このメニューの係数は0です。"))
    me.picture("menu")
    me.click("この内容で決める")
    me.click("A重油を追加する")  # the wrong one
    me.click("A重油 を消す")
    assert not me.sees("A重油 を消す")
    me.click("LPガス（プロパンガス）を追加する")
    me.choose("ガスの組成（m3を重さに直すときに使います）", "プロパン")
    me.click("この内容で決める")
    for energy in ("灯油", "ガソリン"):
        me.click(f"{energy}を追加する")
        me.click("この内容で決める")
    me.picture("factory")
    me.click_tab(firm.MATSUMOTO)
    me.click("電気（電力会社から買った分）を追加する")
    me.type("丸紅")
    me.press("Return", "Return")  # into the list, and the first of two
    me.picture("menus")
    me.type("F")
    me.press("Return")
    me.picture("menu_found")
    me.expect("丸紅新電力(株) メニューF")
    me.click("この内容で決める")
    me.click("灯油を追加する")
    me.click("この内容で決める")
    me.picture("office")
    me.click("保存して次へ")


def enter_bills_of_the_factory(me: WithMouse) -> None:
    me.expect("2025年度の使用量")
    me.click_cell("4月", "電気")
    for number, figure in enumerate(firm.POWER):
        # as bills and people write: plain, with commas, in full-width digits, with the unit
        me.type((str(figure), f"{figure:,}", _wide(f"{figure:,}"), f"{figure} kWh")[number % 4])
        me.press("Return")
    me.picture("power")
    me.click_cell("4月", "LPガス")
    for number, text in enumerate(firm.GAS):
        me.type("l87" if number == 2 else text)  # the letter l
        me.press("Return")
    me.expect("次の「！」の欄へ")
    me.picture("letter")
    enter_kerosene_and_petrol(me)
    me.click("‹ 一覧に戻る")
    me.expect("直すところがあります")
    me.picture("hub_to_mend")
    me.click("2025年度（基準年度）の使用量を入力する")
    assert me.shown("6月", "LPガス") == "l87", "what could not be read is still there"
    me.click("次の「！」の欄へ")
    me.expect("6月 LPガス")
    me.type("187")
    me.press("Return")
    assert not me.sees("次の「！」の欄へ")
    assert [me.shown("年間合計", head) for head in ("電気", "LPガス", "灯油", "ガソリン")] == ["267,530", "2,464.0", "3,810.00", "1,777.0"]


def _wide(text: str) -> str:
    return text.translate({ord(digit): chr(ord(digit) - ord("0") + ord("０")) for digit in "0123456789"} | {ord(","): "，"})


def enter_kerosene_and_petrol(me: WithMouse) -> None:
    me.click_cell("4月", "灯油")
    for figure in firm.KEROSENE:
        me.type("0.32kL" if figure == 320 else str(figure or ""))  # this delivery note counts in kL; no note in summer
        me.press("Return")
    assert me.sees("「ガソリン」の空欄を0にする"), "Enter has led on to the next column, and the button says so"
    me.click_cell("9月", "灯油")
    me.click("「灯油」の空欄を0にする")
    me.expect("空欄4か月を0にしました。")
    me.click_cell("4月", "ガソリン")
    for text in firm.PETROL:
        me.type(text)
        me.press("Return")
    me.click_cell("4月", "電気")
    me.press("Delete")  # a slip
    assert me.shown("4月", "電気") == ""
    me.press("Ctrl+Z")
    assert me.shown("4月", "電気") == "21,480"
    me.click_cell("5月", "電気", double=True)
    me.press("Backspace")
    me.press("Escape")  # changed their mind
    assert me.shown("5月", "電気") == "19,860"


def paste_bills_of_the_office(me: WithMouse) -> None:
    me.click_tab(firm.MATSUMOTO)
    me.click_cell("4月", "灯油")
    block = firm.block(firm.OFFICE_POWER, firm.OFFICE_KEROSENE)
    me.paste(block)  # one column too far
    me.picture("wrong_column")
    assert me.shown("4月", "灯油") == "1,480"
    me.click("元に戻す")
    assert me.shown("4月", "灯油") == ""
    me.click_cell("4月", "電気")
    me.paste(block)
    me.expect("24個の欄に貼り付けました。")
    me.picture("pasted")
    assert (me.shown("年間合計", "電気"), me.shown("年間合計", "灯油")) == ("18,780", "700")
    me.click("保存して次へ")


def look_at_the_result(me: WithMouse) -> None:
    me.expect("入力した使用量から計算した結果です。", "2025年度の合計")
    me.expect(f"{firm.rounded(firm.TONNES, 1)} t-CO2", f"{firm.rounded(firm.OIL, 1)} kL", f"{firm.rounded(firm.HEAT, 1)} GJ")
    me.click("この数字の根拠")
    me.picture("result")
    me.click("次へ")


def plan(me: WithMouse) -> None:
    me.expect("目標と、そのために行う取組を決めます。", f"{firm.LAST}年度の目標は{firm.rounded(firm.target(firm.LAST), 1)} t-CO2です。")
    me.fill("目標設定に関する説明", firm.REASON)
    me.fill("推進体制", firm.ORGANISATION)
    for number, (name, site, tonnes, year) in enumerate(firm.MEASURES, 1):
        me.click("取組を追加する")
        me.type(name)
        if site is not None:
            me.pick(f"取組{number}の行う事業所", site)
        me.fill(f"取組{number}の削減見込量", f"{float(tonnes):g} t")
        me.fill(f"取組{number}の実施予定年度", str(year))
    me.picture("measures")
    me.fill("年平均の目標削減率", "50")  # a slip of the finger
    me.expect("年平均50％削減")
    me.fill("年平均の目標削減率", "５")
    me.expect("計画は、目標に届く見込みです。")
    for year in range(firm.FIRST, firm.LAST + 1):
        me.expect(firm.rounded(firm.target(year), 1), firm.rounded(firm.planned(year), 1))
    me.scroll_up()
    me.picture("plan")
    me.click("保存して次へ")


def tell_the_loan(me: WithMouse) -> None:
    me.expect("分からないことは「わからない」を選んで先に進めます。")
    assert (me.reads("融資期間"), me.reads("県内で使っている自動車の台数")) == ("60", "3"), "nothing is asked twice"
    me.fill("融資を受ける金融機関", "見本信用金庫")
    me.fill("融資の実行日（予定）", "R9.1.29")
    me.choose("金利の判定の時期", "毎年")
    me.picture("loan")
    me.click("保存して次へ")


def check_answers(me: WithMouse) -> None:
    me.expect("入力内容の確認", firm.NAME, "5年（60か月）", "2027年1月29日")
    me.picture("check")
    me.click("代表者の役職を変更")
    me.fill("代表者の役職", "社長")
    me.click("保存して確認に戻る")
    me.expect("入力内容の確認", "社長")
    me.click("元に戻す")
    me.expect("代表社員")
    me.click("書類の作成に進む")  # without the tick
    me.expect("印を付けてください")
    me.click("書類に書かれる内容を確認しました")
    me.picture("ticked")
    me.click("書類の作成に進む")


def make_papers(me: WithMouse, folder: Path) -> None:
    me.expect("書類を作り、パソコンの中に保存します。", "作れます")
    me.fill("書類を入れるフォルダー", "書類")  # not where that would be
    me.click("計画書一式を作る")
    me.expect("書類を入れるフォルダーを入力するか")
    me.fill("書類を入れるフォルダー", str(folder))
    me.click("計画書一式を作る")
    me.picture("making")
    me.expect("8個のファイルを作りました。メールに付けるのは、Excelの3個だけです。", str(folder), "naganoco2@chugai-tec.co.jp")
    me.picture("made")
    me.click_tab("算定総括表")
    me.picture("preview")


def come_back_later(me: WithMouse) -> None:
    me.click("一覧に戻る")
    me.expect(f"{firm.NAME}の申請準備", "13項目のうち12項目が終わりました。")
    me.picture("hub_done")
    me.click_in_menu("ファイル(F)", "はじめの画面に戻る")
    me.expect("続きから")
    me.picture("start_again")
    me.click(firm.NAME)
    me.expect(f"{firm.NAME}の申請準備", "13項目のうち12項目が終わりました。")
    me.click("使える制度を確かめる")
    me.expect("対象です")
    me.click("信州SLLをくわしく見る")
    me.expect(f"原油換算 {firm.rounded(firm.OIL, 1)} kL")
    me.picture("verdict_again")


def test_larger_text(me: WithMouse, tmp_path: Path) -> None:
    me.click_in_menu("文字の大きさ(T)", "150 %")
    me.picture("start")
    me.click("見本の会社で試す")
    me.expect("見本精機株式会社の申請準備")
    assert not me.sideways()
    me.picture("hub")
    me.click("会社の基本情報を入力する")
    assert not me.sideways()
    me.fill("代表電話", "0266-99-9999")
    me.click("本社のある都道府県")
    me.type("長")
    me.picture("prefecture")
    me.click_in_list("長野県")
    for title, words in LARGE_PAGES.items():
        me.click("‹ 一覧に戻る")
        me.click(title)
        me.expect(words)
        me.picture(title)
        assert not me.sideways(), title
    me.fill("書類を入れるフォルダー", str(tmp_path))
    me.click("計画書一式を作る")
    me.expect("8個のファイルを作りました。")
    me.click("‹ 一覧に戻る")
    me.click("2025年度の使用量を入力する")
    me.click_cell("3月", "A重油")
    before = me.shown("3月", "A重油")
    me.type("９９９")
    me.press("Return")
    me.picture("bills_typed")
    assert me.shown("3月", "A重油") == "999"
    me.click_in_menu("文字の大きさ(T)", "100 %")
    assert me.shown("3月", "A重油") == "999"
    me.click("元に戻す")
    assert me.shown("3月", "A重油") == before
    me.picture("small_again")


LARGE_PAGES = {
    "事業所を登録する": "事業所をもう1か所追加する",
    "質問に答える": "これまでの答え",
    "使える制度を確かめる": "対象です",
    "期限を確かめる": "2027年7月31日（土）",
    "起きたことを届け出る": "実行中の融資",
    "計画期間を決める": "基準年度",
    "使っているエネルギーを選ぶ": "追加する",
    "2024年度（基準年度）の使用量を入力する": "Ctrl+Tab",
    "CO2と原油換算を確かめる": "事業所ごと",
    "削減の目標と取組を決める": "年度ごとの目標と実績",
    "実績の報告を書く": "排出量等の増減理由",
    "融資について入力する": "融資を受ける金融機関",
    "入力内容を確認する": "0266-99-9999",
    "書類を作る": "書類を入れるフォルダー",
}
