"""The strip at the top of the window: name, file, how safe the work is, and the acts that are always at hand.

Not for: carrying them out (`sllassist.ui.window`).
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QMenu, QSizePolicy, QWidget

from sllassist import APP_NAME
from sllassist.store.status import Status
from sllassist.ui import theme
from sllassist.ui.widgets.basic import Button, Heading, LinkButton, Note, restyle, row

NARROW = 1040
"""Below this width (px at 100 %) the acts stand in a second line."""
UNNAMED = "名前のないファイル"


class MenuButton(Button):
    """A button that folds out a menu."""

    role = "menu"

    def __init__(self, text: str, menu: QMenu) -> None:
        super().__init__(text)
        self.setMenu(menu)


class ActionLink(LinkButton):
    """A link that carries out an action, grey while that cannot be done.

    It keeps its place and the keyboard then: what is under the mouse or the Enter key must never turn into another act.
    """

    def __init__(self, action: QAction, text: str) -> None:
        super().__init__(text)
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        able = self._action.isEnabled()
        self.setVisible(self._action.isVisible())
        self.setEnabled(able or self.hasFocus())
        self.setProperty("idle", not able)
        self.setToolTip(self._action.toolTip())
        self.setAccessibleDescription(self._action.toolTip() if able else "いまは使えません。")
        restyle(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What cannot be done is no stop for Tab any more once the keyboard has left."""
        super().focusOutEvent(event)
        self._follow()


def status_line(status: Status) -> str:
    """How safe the work is, for the top of the window."""
    if status.state == "failed":
        return "保存できていません"
    if status.state == "saved" and status.saved_at:
        local = status.saved_at.astimezone()
        return f"自動保存済み {local.hour}:{local.minute:02}"
    if status.state == "read_only":
        return "読み取り専用で開いています"
    return status.sentence


class Header(QFrame):
    """Name and file on the left, acts on the right; two lines where there is no room for one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(theme.px(24), theme.px(8), theme.px(16), theme.px(8))
        self._layout.setSpacing(theme.px(4))
        left = row(spacing=24)
        self._product = Heading(APP_NAME)
        self._product.setWordWrap(False)
        self._product.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.file = Note(measure=None)
        self.file.setWordWrap(False)
        self.file.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        left.addWidget(self._product)
        left.addWidget(self.file, 1)
        self._layout.addLayout(left, 1)
        self._acts = row(spacing=8)
        self._layout.addLayout(self._acts)

    def add_menu(self, text: str, menu: QMenu) -> MenuButton:
        """Adds a button with a menu."""
        button = MenuButton(text, menu)
        self._acts.addWidget(button)
        return button

    def add_action(self, action: QAction, text: str) -> ActionLink:
        """Adds a link for an action."""
        link = ActionLink(action, text)
        self._acts.addWidget(link)
        return link

    def tell(self, file: str, status: Status | None) -> None:
        """Shows the file's name and how safe the work is; nothing while no case is open."""
        if status is None:
            self.file.set_text("")
            return
        text = f"{file}　―　{status_line(status)}"
        if text == self.file.plain:
            return
        self.file.set_text(text)
        self.file.setToolTip(status.sentence)
        self.file.setProperty("role", "warn" if status.state == "failed" else "note")
        restyle(self.file)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two lines where one is too short."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._layout.direction() != wanted:
            self._layout.setDirection(wanted)
            self._acts.setAlignment(Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight)
