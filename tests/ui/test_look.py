"""How it looks, as far as a machine can tell: nothing is cut off at the promised sizes, colours can be read, letters are there."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from support.screen import settle

from sllassist.flow.pages import HUB, Place
from sllassist.paths import resource
from sllassist.schemes import all_schemes
from sllassist.ui import settings, theme
from sllassist.ui.frame import PageFrame
from sllassist.ui.pages.hub import HubPage
from sllassist.ui.stylesheet import scaled
from sllassist.ui.widgets.basic import Body, Heading
from sllassist.ui.widgets.inputs import LineEdit
from sllassist.ui.window import Window

SIZES = [(1280, 720, 100), (1366, 768, 100), (1366, 768, 150), (1366, 768, 200), (1920, 1080, 150), (1920, 1080, 125)]
PAGES = [
    HUB, *(Place(page_id) for page_id in ("firm", "contact", "sites", "conditions", "verdict", "period", "supplies")),
    Place("bills", 2024), *(Place(page_id) for page_id in ("result", "plan", "report", "check", "documents", "imports")),
    *(Place(page_id) for page_id in ("interview", "calendar", "events")),
    *(Place("scheme", focus=scheme.id) for scheme in all_schemes()),
]  # fmt: skip


def channel(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.0 between two colours."""
    def light(name: str) -> float:
        colour = QColor(name)
        return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF())

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("width", "height", "percent"), SIZES)
def test_no_page_scrolls_sideways(sample: Window, app: QApplication, width: int, height: int, percent: int) -> None:
    sample.set_text_size(percent)
    sample.resize(width, height)
    settle()
    wide = {}
    for place in PAGES:
        sample.show_place(place)
        settle()
        screen = sample.shown_screen
        assert isinstance(screen, PageFrame | HubPage)
        if screen.area.horizontalScrollBar().maximum():
            wide[place.page_id] = screen.area.horizontalScrollBar().maximum()
    assert not wide
    assert (sample.width(), sample.height()) == (width, height), "the window was not pushed larger"
    theme.apply_theme(app, 1.0)


@pytest.mark.parametrize("width", [1280, 1366, 1920])
def test_the_start_screen_does_not_scroll_sideways(start: Window, width: int) -> None:
    start.resize(width, 720)
    settle()
    assert start.start.area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("place", PAGES, ids=[place.page_id for place in PAGES])
def test_wrapped_texts_are_shown_whole(sample: Window, place: Place) -> None:
    sample.resize(1280, 720)
    sample.show_place(place)
    settle()
    cut = [
        label.text() for label in sample.shown_screen.findChildren(QLabel)
        if label.isVisible() and label.wordWrap() and label.height() < label.heightForWidth(label.width())
    ]  # fmt: skip
    assert not cut


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *itertools.product((theme.INK, theme.SUB, theme.KEY, theme.ERROR, theme.OK, theme.WARN), (theme.WHITE, theme.GROUND)),
        (theme.OK, theme.OK_TINT), (theme.WARN, theme.WARN_TINT), (theme.ERROR, theme.ERROR_TINT), (theme.KEY, theme.KEY_TINT),
        (theme.INK, theme.KEY_TINT), (theme.SUB, theme.KEY_TINT), (theme.KEY, theme.ERROR_TINT), (theme.KEY, theme.WARN_TINT),
        (theme.WHITE, theme.KEY), (theme.WHITE, theme.KEY_DARK), (theme.BORDER, theme.WHITE),
    ],
)  # fmt: skip
def test_letters_and_frames_stand_out_from_their_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


def test_contrast_is_measured_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("sign", "髙﨑𠮷㎥㍿①Ⅲ〜ー亜")
def test_the_program_s_own_fonts_have_the_letters(app: QApplication, sign: str) -> None:
    assert set(theme.FAMILIES) <= set(QFontDatabase.families())
    files = [resource("fonts", name) for name in theme.FONT_FILES]
    assert any(QRawFont(str(file), 15).supportsCharacter(ord(sign)) for file in files)


def test_lengths_grow_with_the_text_size_and_hairlines_stay() -> None:
    sheet = "QWidget { font-size: 15px; border: 1px solid @line; color: #15px }"
    grown = scaled(sheet, {"line": "#D8D8DB"}, lambda length: int(length * 2))
    assert grown == "QWidget { font-size: 30px; border: 2px solid #D8D8DB; color: #15px }"
    with pytest.raises(KeyError):
        scaled("@nothing", {}, int)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"text_size": "150"}', '{"text_size": 110}', '{"geometry": [1, 2, "3", 4]}', "null", "\udcff"]
)
def test_broken_settings_are_the_usual_ones(app: QApplication, text: str) -> None:
    from sllassist.store import folders

    folders.data().mkdir(parents=True, exist_ok=True)
    (folders.data() / "window.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert settings.load() == settings.Settings()


def test_settings_come_back(app: QApplication) -> None:
    kept = settings.Settings(200, (10, 20, 1300, 700), maximised=True)
    settings.save(kept)
    assert settings.load() == kept


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_letters_with_descenders_are_shown_whole_in_the_title(window: Window, app: QApplication, percent: int) -> None:
    window.set_text_size(percent)
    assert window.model is not None
    window.model.type_text("firm.name", "gpqy jgpqy")
    window.show_place(HUB)
    settle()
    hub = window.shown_screen
    assert isinstance(hub, HubPage)

    def ink(label: Heading) -> int:
        image = label.grab().toImage()
        ground = image.pixelColor(image.width() - 1, 0)
        return sum(image.pixelColor(x, y) != ground for y in range(image.height()) for x in range(min(image.width(), 600)))

    class Airy(Heading):
        line_height = 250

    airy = Airy(hub.heading.plain, 1)
    hub.heading.parentWidget().layout().addWidget(airy)
    settle()
    assert ink(hub.heading) == ink(airy)
    theme.apply_theme(app, 1.0)


def test_a_text_that_changes_or_grows_takes_the_height_it_needs(qtbot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = QVBoxLayout(holder)
    text = Body("短い文。", measure=None)
    layout.addWidget(text)
    layout.addStretch(1)
    holder.resize(300, 600)
    holder.show()
    settle()
    one = text.height()
    text.set_text("とても長い文です。" * 12)
    settle()
    assert text.height() >= 4 * one
    text.set_text("短い文。")
    settle()
    assert text.height() == one
    text.setStyleSheet("font-size: 60px;")
    settle()
    assert text.heightForWidth(100) > 2 * one, "the letters are larger"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_a_rare_kanji_does_not_lift_the_text_of_a_box(qtbot, app: QApplication, scale: float) -> None:
    theme.apply_theme(app, scale)
    box = LineEdit(width=12)
    qtbot.addWidget(box)
    box.show()

    def ink() -> tuple[int, int]:
        """First and last row of the second letter."""
        settle()
        picture = box.grab().toImage()
        left = theme.px(14) + theme.px(theme.TEXT)
        columns, rows = range(left, left + theme.px(theme.TEXT)), range(theme.px(4), picture.height() - theme.px(4))
        dark = [y for y in rows if any(picture.pixelColor(x, y).lightness() < 128 for x in columns)]
        return dark[0], dark[-1]

    box.setText("吉野")
    usual = ink()
    box.setText("𠮷野")
    assert all(abs(rare - other) <= 1 for rare, other in zip(ink(), usual, strict=True))
    box.setText("吉野")
    assert ink() == usual
