"""The page of sites: adding by keyboard, editing in place, removing with and without bills, taking it back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from support.screen import button, click, compose, confirm, focused, press, settle

from sllassist.flow.pages import HUB, Place
from sllassist.ui.frame import PageFrame
from sllassist.ui.pages.sites import SitesPage
from sllassist.ui.widgets.choices import RadioField
from sllassist.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


def at_sites(window: Window) -> SitesPage:
    window.show_place(Place("sites"))
    settle()
    body = window.page_body
    assert isinstance(body, SitesPage)
    return body


def names(window: Window) -> list[str | None]:
    assert window.model is not None
    return [site.name for site in window.model.case.sites]


def test_a_site_is_added_and_filled_in_by_keyboard_alone(window: Window) -> None:
    body = at_sites(window)
    assert focused() is body.add
    press(Qt.Key.Key_Return)
    confirm(focused(), "諏訪営業所")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    confirm(focused(), "長野")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)
    confirm(focused(), "諏訪市高島1-22-30")
    press(Qt.Key.Key_Return, CTRL)
    assert window.model is not None
    (site,) = window.model.case.sites
    assert (site.name, site.kind, site.prefecture, site.address) == ("諏訪営業所", "office", "長野県", "諏訪市高島1-22-30")
    assert window.place == Place("period")


def test_without_a_site_the_page_asks_for_one(window: Window) -> None:
    body = at_sites(window)
    press(Qt.Key.Key_Return, CTRL)
    screen = window.shown_screen
    assert isinstance(screen, PageFrame)
    assert [line.problem.message for line in screen.summary.lines] == ["県内の事業所を1つ以上登録してください。"]
    click(screen.summary.lines[0])
    assert focused() is body.add


def test_a_site_without_bills_goes_at_once_and_comes_back(window: Window) -> None:
    body = at_sites(window)
    body.add_site()
    settle()
    confirm(focused(), "諏訪営業所")
    body.flush()
    click(button(body, "諏訪営業所を消す"))
    assert names(window) == []
    assert focused().property("text") == "元に戻す"
    press(Qt.Key.Key_Return)
    assert names(window) == ["諏訪営業所"]


def test_a_site_with_bills_is_asked_about_once_in_plain_words(sample: Window) -> None:
    assert sample.model is not None
    before = sample.model.case
    body = at_sites(sample)
    site = before.sites[0]
    card = body.cards[site.id]
    click(card.remove)
    assert sample.model.case is before
    count = sum(record.supply_id in {s.id for s in before.supplies if s.site_id == site.id} for record in before.records)
    assert card.question.isVisible()
    assert f"「{site.name}」には使用量が{count}件入っています" in card.question.text
    press(Qt.Key.Key_Return)  # the keyboard is on the harmless answer
    assert sample.model.case is before
    assert not card.question.isVisible()
    click(card.remove)
    click(button(card, "事業所と使用量を消す"))
    assert site.name not in names(sample)
    assert all(supply.site_id != site.id for supply in sample.model.case.supplies)
    assert f"「{site.name}」を消しました" in body._done.text
    press(Qt.Key.Key_Z, CTRL)
    assert sample.model.case == before
    settle()
    shown = sorted(body.cards.values(), key=lambda one: one.y())
    assert [one.site_id for one in shown] == [one.id for one in before.sites], "the card is back in its old place"


def test_removing_keeps_the_keyboard_on_the_page(sample: Window) -> None:
    body = at_sites(sample)
    card = next(iter(body.cards.values()))
    click(card.remove)
    click(button(card, "事業所と使用量を消す"))
    settle()
    assert body.isAncestorOf(focused())


def test_what_is_being_typed_in_a_site_survives_opening_another(sample: Window) -> None:
    body = at_sites(sample)
    first, second = list(body.cards.values())[:2]
    click(first.change)
    focused().setProperty("cursorPosition", 0)
    compose(focused(), "旧")
    click(first.change)
    assert names(sample)[0] == "旧岡谷本社工場"
    click(second.change)
    assert second.open
    assert not first.open


def test_the_kind_of_site_shows_in_the_line_of_the_card(sample: Window) -> None:
    body = at_sites(sample)
    card = next(iter(body.cards.values()))
    card.unfold()
    settle()
    kind = body.fields.fields[f"{card.prefix}.kind"]
    assert isinstance(kind, RadioField)
    click(kind.radios["lodging"])
    assert card._line.plain.startswith("宿泊施設")


def test_an_unread_text_of_a_removed_site_is_gone_with_it(window: Window) -> None:
    body = at_sites(window)
    body.add_site()
    settle()
    QTest.keyClicks(focused(), "abc")
    (card,) = body.cards.values()
    body._remove(card.site_id, with_records=False)  # with the keys still waiting in the box
    window.show_place(HUB)
    assert window.model is not None
    assert window.model.case.sites == ()
    assert window.model.case.drafts == {}


def test_a_link_to_a_site_opens_it(sample: Window) -> None:
    assert sample.model is not None
    site = sample.model.case.sites[1]
    sample.show_place(Place("sites", focus=f"sites.{site.id}.address"))
    settle()
    assert focused().property("text") == site.address


def remove_the_first(body: SitesPage) -> str:
    card = next(iter(body.cards.values()))
    click(card.remove)
    click(button(card, "事業所と使用量を消す"))
    settle()
    assert body._done.isVisible()
    return card.site_id


def test_the_button_beside_a_removal_takes_back_just_that(sample: Window) -> None:
    assert sample.model is not None
    before = sample.model.case
    body = at_sites(sample)
    remove_the_first(body)
    click(body._undo)
    assert sample.model.case == before
    assert not body._done.isVisible()
    assert body.isAncestorOf(focused())


def test_the_word_of_a_removal_goes_with_undo(sample: Window) -> None:
    assert sample.model is not None
    before = sample.model.case
    body = at_sites(sample)
    remove_the_first(body)
    press(Qt.Key.Key_Z, CTRL)
    assert not body._done.isVisible()
    assert body.isAncestorOf(focused())
    press(Qt.Key.Key_Y, CTRL)
    assert not body._done.isVisible(), "after redo no button of old may undo more"
    sample.undo()
    assert sample.model.case == before


def test_the_word_of_a_removal_goes_with_the_next_edit_even_on_another_page(sample: Window) -> None:
    assert sample.model is not None
    body = at_sites(sample)
    gone = remove_the_first(body)
    card = next(iter(body.cards.values()))
    sample.model.type_text(f"sites.{card.site_id}.name", "別の名前")
    settle()
    assert not body._done.isVisible()
    gone = remove_the_first(body) or gone
    sample.show_place(Place("plan"))
    sample.model.type_text("plan.target_text", "別の入力")
    sample.show_place(Place("sites", focus="sites"))
    settle()
    assert not body._done.isVisible()
    assert gone not in {site.id for site in sample.model.case.sites}


def test_a_new_site_begins_in_the_prefecture_of_the_one_before_else_of_the_firm(window: Window) -> None:
    assert window.model is not None
    window.model.type_text("firm.prefecture", "新潟県")
    body = at_sites(window)
    click(body.add)
    (first,) = window.model.case.sites
    assert first.prefecture == "新潟県"
    window.model.type_text(f"sites.{first.id}.prefecture", "長野県")
    click(body.add)
    assert [site.prefecture for site in window.model.case.sites] == ["長野県", "長野県"]


def test_two_sites_of_one_name_are_asked_about_once(window: Window) -> None:
    assert window.model is not None
    body = at_sites(window)
    for name in ("工場", "倉庫", " 工　場"):
        click(body.add)
        confirm(focused(), name)
        body.flush()
    for site in window.model.case.sites:
        for part, text in (("kind", "factory"), ("prefecture", "長野県"), ("address", "岡谷市1-1")):
            window.model.type_text(f"sites.{site.id}.{part}", text)
    press(Qt.Key.Key_Return, CTRL)
    screen = window.shown_screen
    assert isinstance(screen, PageFrame)
    told = [line.problem for line in screen.summary.lines]
    third = window.model.case.sites[2].id
    assert [(p.level, p.code, p.path) for p in told if p.code == "site.same_name"] == [("warning", "site.same_name", f"sites.{third}.name")]
    window.model.type_text(f"sites.{third}.name", "第二工場")
    assert not [p for p in body.problems() if p.code == "site.same_name"]
