"""Buttons, texts, cards, tags and banners in the program's look.

Not for: anything that knows a Case.
"""

import html
from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from sllassist.ui import theme

Kind = Literal["plain", "quiet", "key", "ok", "warn", "error"]
BannerKind = Literal["info", "ok", "warn", "error"]

_TAGS: Final[dict[str, Kind]] = {
    "完了": "plain", "まだ開始できません": "quiet", "未着手": "key", "入力中": "warn", "問題があります": "error",
    "適合": "ok", "要確認": "warn", "不適合": "error", "不明": "warn", "未確認": "warn", "確認済": "plain",
    "対象です": "ok", "対象になりません": "error", "達成": "ok", "未達": "error", "期限を過ぎています": "error",
}  # fmt: skip
_BANNER_WORDS: Final[dict[BannerKind, str]] = {"info": "お知らせ", "ok": "できました", "warn": "要確認", "error": "問題があります"}


class Button(QPushButton):
    """A button that Enter presses as well as the space bar."""

    role = "secondary"

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", self.role)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter without a modifier presses the button."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


class PrimaryButton(Button):
    """The one act a screen is for."""

    role = "primary"


class SecondaryButton(Button):
    """Another act."""

    role = "secondary"


class LinkButton(Button):
    """An act or a place that reads like a link; `small` for lines of secondary text."""

    role = "link"

    def __init__(self, text: str, parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(text, parent)
        self.setProperty("small", "true" if small else "false")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


def _round_pen(colour: str, width: float) -> QPen:
    return QPen(QColor(colour), theme.px(width), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


class CheckBox(QCheckBox):
    """A box to tick, big enough to hit, drawn in the program's colours."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lets the style write the text, then draws box and tick."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        inside = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        checked = self.isChecked()
        painter.setPen(QPen(QColor(theme.KEY if checked or self.underMouse() else theme.BORDER), theme.px(2)))
        painter.setBrush(QColor(theme.KEY if checked else theme.WHITE))
        edge = theme.px(2) / 2
        painter.drawRoundedRect(inside.adjusted(edge, edge, -edge, -edge), theme.px(4), theme.px(4))
        if checked:
            painter.setPen(_round_pen(theme.WHITE, 2.5))
            points = ((0.25, 0.52), (0.43, 0.70), (0.76, 0.32))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline([inside.topLeft() + QPointF(x * inside.width(), y * inside.height()) for x, y in points])


class ComboBox(QComboBox):
    """A list that folds out, with a plain chevron; the wheel never changes it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lets the style draw the box, then draws the chevron."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_round_pen(theme.INK, 1.5))
        middle = QPointF(self.width() - theme.px(18), self.height() / 2)
        half, depth = theme.px(5), theme.px(3)
        painter.drawPolyline([middle + QPointF(-half, -depth), middle + QPointF(0, depth), middle + QPointF(half, -depth)])


class Text(QLabel):
    """Running text: wraps, has air between its lines, and is no wider than 40 full-width characters."""

    role = "body"
    type_size = theme.TEXT
    line_height = 160
    underline = False

    def __init__(self, text: str = "", parent: QWidget | None = None, *, measure: int | None = theme.MEASURE) -> None:
        super().__init__(parent)
        self._plain = ""
        self._heights: dict[int, int] = {}
        self.setProperty("role", self.role)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if measure is not None:
            self.setMaximumWidth(theme.px(self.type_size) * measure)
        self.set_text(text)

    @property
    def plain(self) -> str:
        """The text without mark-up."""
        return self._plain

    def set_text(self, text: str) -> None:
        """Shows plain text; line breaks are kept."""
        self._plain = text
        self._heights.clear()
        lines = "<br>".join(html.escape(line) for line in text.split("\n"))
        lines = f"<u>{lines}</u>" if self.underline else lines
        height = theme.px(self.type_size * self.line_height / 100)  # fixed: a rare kanji from the second font must not spread its line
        self.setText(f'<p style="line-height:{height}px; -qt-line-height-type:fixed; margin:0">{lines}</p>')

    def minimumSizeHint(self) -> QSize:
        """A few characters and one line: how high wrapped text is depends on its width alone."""
        if not self.wordWrap():
            return super().minimumSizeHint()
        return QSize(theme.px(self.type_size * 6), theme.px(self.type_size * self.line_height / 100))

    def heightForWidth(self, width: int) -> int:
        """Height at the width the text really gets: never more than its measure. Layouts ask for it over and over."""
        own = min(width, self.maximumWidth())
        if own not in self._heights:
            self._heights[own] = super().heightForWidth(own)
        return self._heights[own]

    def changeEvent(self, event: QEvent) -> None:
        """Another type size is another height."""
        self._heights.clear()
        super().changeEvent(event)


class Body(Text):
    """Text of the base size."""


class Note(Text):
    """Secondary text, smaller and grey."""

    role = "note"
    type_size = theme.SMALL


class Pressable(QAbstractButton):
    """A stretch of the screen that is pressed as a whole, with one Tab stop; put things into a layout of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(theme.px(theme.TARGET))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tint under the mouse; the rest are the widgets inside."""
        del event
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            QPainter(self).fillRect(self.rect(), QColor(theme.KEY_TINT))


class TextLink(Pressable):
    """A link whose text may take several lines."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(10), 0, theme.px(10))
        self._label = LinkText(text, self, measure=None)
        layout.addWidget(self._label)
        self.setText(text)
        self.setAccessibleName(text)


class LinkText(Text):
    """Text that looks like a link; what it lies in takes the press."""

    role = "linktext"
    underline = True

    def __init__(self, text: str = "", parent: QWidget | None = None, *, measure: int | None = theme.MEASURE) -> None:
        super().__init__(text, parent, measure=measure)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class Word(Text):
    """One bold word that leads a line; never wraps."""

    role = "word"

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent, measure=None)
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)


class Heading(Text):
    """A heading of level 1 (the page), 2 (a card) or 3 (a group within)."""

    line_height = 150  # less would cut g, p, q and y off at the foot

    def __init__(self, text: str = "", level: Literal[1, 2, 3] = 2, parent: QWidget | None = None) -> None:
        self.role = f"h{level}"
        self.type_size = {1: theme.H1, 2: theme.H2, 3: theme.TEXT}[level]
        super().__init__(text, parent)


class Card(QFrame):
    """A white sheet; put things into `body` (a column with 24 px around and 16 px between)."""

    def __init__(self, parent: QWidget | None = None, *, padding: int = 24, spacing: int = 16) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        edge = theme.px(padding)
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(theme.px(spacing))


class Line(QFrame):
    """A hairline across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "line")
        self.setFixedHeight(1)


class StatusTag(QLabel):
    """A status in a word, on a tint where it asks for attention. Unknown words are shown plain unless `kind` is given."""

    def __init__(self, word: str = "", kind: Kind | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "tag")
        self.setIndent(0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.set_word(word, kind)

    def set_word(self, word: str, kind: Kind | None = None) -> None:
        """Shows another word."""
        self.setText(word)
        self.setProperty("kind", kind or _TAGS.get(word, "plain"))
        restyle(self)


class Banner(QFrame):
    """A sentence that must not be missed, led by a word (問題があります, 要確認, できました, お知らせ)."""

    def __init__(self, kind: BannerKind = "info", text: str = "", parent: QWidget | None = None, *, word: str = "") -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(12), theme.px(24), theme.px(12))
        row.setSpacing(theme.px(16))
        self._word = Word(parent=self)
        self._text = Body(parent=self, measure=None)
        row.addWidget(self._word, 0, Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout()
        self.column.setSpacing(theme.px(12))
        self.column.addWidget(self._text)
        row.addLayout(self.column, 1)
        self._row = row
        self.set_text(kind, text, word=word)

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._text.plain

    def add_act(self, button: Button) -> None:
        """Puts an act at the right end, on the first line of the sentence."""
        above = (theme.px(theme.TARGET) - theme.px(theme.TEXT * Body.line_height / 100)) // 2
        self._row.setContentsMargins(theme.px(16), theme.px(4), theme.px(24), theme.px(4))
        self._word.setContentsMargins(0, above, 0, 0)
        self.column.setContentsMargins(0, above, 0, above)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def set_text(self, kind: BannerKind, text: str, *, word: str = "") -> None:
        """Shows another sentence."""
        self.setProperty("kind", kind)
        self._word.set_text(word or _BANNER_WORDS[kind])
        self._text.set_text(text)
        self.setAccessibleName(f"{self._word.plain}：{text}")
        restyle(self)
        restyle(self._word)


def restyle(widget: QWidget) -> None:
    """Applies the style sheet anew after a property it looks at has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def column(parent: QWidget | None = None, *, spacing: int = 16, margin: int = 0) -> QVBoxLayout:
    """A column layout with `spacing` and `margin` in px at 100 %."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    edge = theme.px(margin)
    made.setContentsMargins(edge, edge, edge, edge)
    made.setSpacing(theme.px(spacing))
    return made


def row(parent: QWidget | None = None, *, spacing: int = 16, margin: int = 0) -> QHBoxLayout:
    """A row layout with `spacing` and `margin` in px at 100 %."""
    made = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    edge = theme.px(margin)
    made.setContentsMargins(edge, edge, edge, edge)
    made.setSpacing(theme.px(spacing))
    return made
