"""Boxes to type into: they lose no composed text, leave 元に戻す to the window, and let Tab pass.

No validators, no placeholders, no limits of length: what was typed is judged by `sllassist.flow.fields` alone.
Not for: anything that knows a Case.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QRawFont,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from sllassist.ui import theme

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object

_NO_LIMIT = 2**31 - 1


class _Composing(_Base):
    """What both kinds of box share. `left` is emitted when the keyboard goes elsewhere, after composed text was taken."""

    _preedit = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remembers what is being composed."""
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)

    @property
    def is_composing(self) -> bool:
        """Whether an input method holds text that is not yet in the box."""
        return bool(self._preedit)

    def take_composed(self) -> None:
        """Puts what is being composed into the box, as if it had been confirmed."""
        if not self._preedit:
            return
        QGuiApplication.inputMethod().commit()
        if self._preedit:  # an input method that does not commit on demand
            commit = QInputMethodEvent("", [])
            commit.setCommitString(self._preedit)
            QApplication.sendEvent(self, commit)
            QGuiApplication.inputMethod().reset()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Takes composed text before the keyboard goes."""
        self.take_composed()
        super().focusOutEvent(event)
        self.left.emit()  # type: ignore[attr-defined]  # a Signal must be declared in the QObject class itself

    def event(self, event: QEvent) -> bool:
        """Leaves Ctrl+Z and Ctrl+Y to the window, whose 元に戻す knows every field."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if event.matches(undo) or event.matches(redo):
                event.ignore()
                return False
        return super().event(event)


class LineEdit(_Composing, QLineEdit):
    """One line."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, width: int | None = None) -> None:
        """`width`: how many full-width characters it shows; None takes what there is."""
        super().__init__(parent)
        self.setMaxLength(_NO_LIMIT)
        self._wish = None if width is None else width * theme.px(theme.TEXT) + theme.px(2 * 12 + 4)
        if self._wish is not None:
            self.setMaximumWidth(self._wish)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._level)

    def _level(self, text: str) -> None:
        """Keeps a text with a rare kanji at the height of all others: its taller second font would lift the line."""
        main, second = theme.font(), theme.font()
        main.setFamilies([theme.FAMILIES[0]])
        second.setFamilies([theme.FAMILIES[1]])
        known = QRawFont.fromFont(main)
        rare = any(not known.supportsCharacter(ord(letter)) for letter in text)
        self.setTextMargins(0, QFontMetrics(second).height() - QFontMetrics(main).height() if rare else 0, 0, 0)

    def sizeHint(self) -> QSize:
        """As wide as the answer; narrower only where there is no room."""
        hint = super().sizeHint()
        return hint if self._wish is None else QSize(self._wish, hint.height())

    def minimumSizeHint(self) -> QSize:
        """May shrink to a few characters."""
        return QSize(min(theme.px(96), self.sizeHint().width()), super().minimumSizeHint().height())


class TextArea(_Composing, QPlainTextEdit):
    """Several lines. Tab goes on to the next field."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, width: int | None = None, lines: int = 5) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self._wish = (width or theme.MEASURE) * theme.px(theme.TEXT) + theme.px(2 * 12 + 20)
        self.setMaximumWidth(self._wish)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(int(lines * theme.px(theme.TEXT) * 1.4) + theme.px(2 * 8 + 8))

    def sizeHint(self) -> QSize:
        """As wide as the answer; narrower only where there is no room."""
        return QSize(self._wish, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """May shrink to a few characters."""
        return QSize(theme.px(160), super().minimumSizeHint().height())
