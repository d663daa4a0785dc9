"""The frame around a page: way back, heading, lead, what to mend, the body, and the button that goes on.

Not for: what the page is about (`sllassist.ui.pages`) and where to go (the window).
"""

import shiboken6
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from sllassist.case.problems import Problem
from sllassist.flow.pages import HUB, page_of_path
from sllassist.ui import theme
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.basic import Body, Heading, LinkButton, PrimaryButton, column, row
from sllassist.ui.widgets.focus import focus_inside
from sllassist.ui.widgets.summary import Summary

BACK_TO_CHECK = "保存して確認に戻る"


_Key = tuple[str, str]


def _key(problem: Problem) -> _Key:
    return problem.path, problem.code


class Sheet(QWidget):
    """What a page's scroll area shows. It names no least height: Qt would take that of wrapped texts at their narrowest."""

    def minimumSizeHint(self) -> QSize:
        """Only the width counts; the height follows from it."""
        return QSize(super().minimumSizeHint().width(), 0)


def page_scroll(inside: QWidget) -> QScrollArea:
    """A scroll area for a whole page: downwards only, no Tab stop of its own."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    inside.setProperty("role", "plain")
    area.setWidget(inside)
    return area


class PageFrame(QWidget):
    """One page as the window shows it. `leave` asks to go on: to the next page, or back to the check page."""

    back = Signal()
    to_hub = Signal()
    leave = Signal()

    def __init__(self, body: PageBody) -> None:
        super().__init__()
        self.body = body
        self.page = body.place.page
        self._asked: tuple[Problem, ...] = ()
        self._warned: frozenset[_Key] = frozenset()
        self._returns = False
        self._left: tuple[int, QWidget | None] = (0, None)
        outer = column(self, spacing=0)
        inside = Sheet()
        self._layout = column(inside, spacing=24)
        self.area = page_scroll(inside)
        outer.addWidget(self.area, 1)
        self._add_top()
        self.summary = Summary()
        self.summary.chosen.connect(self._jump)
        self._layout.addWidget(self.summary)
        self._layout.addWidget(body, 1 if body.fills else 0)
        if not body.fills:
            self._layout.addStretch(1)
        self._footer = QFrame()
        self._footer.setProperty("role", "footer")
        line = row(self._footer, spacing=24)
        self.primary = PrimaryButton(self.page.next_label)
        self.primary.clicked.connect(self.press_primary)
        line.addWidget(self.primary)
        for act in body.acts:
            line.addWidget(act)
        line.addStretch(1)
        outer.addWidget(self._footer)
        body.primary_changed.connect(self._name_primary)
        body.stepped.connect(self._stepped)
        body.onward.connect(self.press_primary)
        body.at_button.connect(lambda: self.primary.setFocus(Qt.FocusReason.OtherFocusReason))
        self.fit(theme.px(1366))

    def _name_primary(self, words: str) -> None:
        self.primary.setText(words or self.primary.text())
        self.primary.setVisible(bool(words))

    def _stepped(self) -> None:
        """Another step of the same page: nothing is asked about yet, and it is read from its top."""
        self._asked, self._warned = (), frozenset()
        self.summary.show_problems((), "")
        self.area.verticalScrollBar().setValue(0)

    def _add_top(self) -> None:
        top = column(spacing=4)
        ways = row(spacing=16)
        self.hub_link = LinkButton("‹ 一覧に戻る")
        self.hub_link.clicked.connect(self.to_hub)
        self.back_link = LinkButton("前の画面に戻る")
        self.back_link.clicked.connect(self.back)
        ways.addWidget(self.hub_link)
        ways.addWidget(self.back_link)
        ways.addStretch(1)
        top.addLayout(ways)
        self.heading = Heading(self._title(), level=1)
        self.heading.setMaximumWidth(16_777_215)
        self.heading.setProperty("ring", False)
        self.heading.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # no Tab stop, but Tab goes on from it
        self.heading.setAccessibleName(self._title())
        top.addWidget(self.heading)
        self.lead = Body(self.page.lead if self.body.own_lead is None else self.body.own_lead)
        top.addWidget(self.lead)
        if not self.lead.plain:
            self.lead.hide()
        self._layout.addLayout(top)

    def _title(self) -> str:
        year, title = self.body.place.fiscal_year, self.body.own_heading or self.page.title
        return f"{year}年度の{title}" if year is not None else title

    @property
    def title(self) -> str:
        """The page's heading."""
        return self._title()

    @property
    def returns_to_check(self) -> bool:
        """Whether the button that goes on leads back to the check page."""
        return self._returns

    def set_return(self, *, to_check: bool) -> None:
        """Makes the button that goes on lead back to the check page, or to the next page."""
        self._returns = to_check
        self.primary.setText(BACK_TO_CHECK if to_check else self.page.next_label)

    def fit(self, width: int) -> None:
        """Sets the margins for a window of this width (px)."""
        edge = theme.page_margin(width)
        self._layout.setContentsMargins(edge, theme.px(16), edge, theme.px(24))
        line = self._footer.layout()
        assert line is not None
        line.setContentsMargins(edge, theme.px(12), edge, theme.px(16))

    def entered(self, focus: str) -> None:
        """Called when the page comes to the front; `focus` is the Case path to put the cursor on, if any."""
        self._asked, self._warned = (), frozenset()
        self.summary.show_problems((), "")
        self.body.show_problems(False)
        self.refresh()
        if self.body.tells_at_once:
            self._asked = self._worst()
            if all(problem.level == "warning" for problem in self._asked):
                self._warned = frozenset(_key(problem) for problem in self._asked)
            self.summary.show_problems(self._asked, self.primary.text(), self.body.asks)
        self.area.verticalScrollBar().setValue(0)
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)
        if not (focus and self.body.enter_at(focus)):
            if self.body.begins_at_next:
                self.primary.setFocus(Qt.FocusReason.OtherFocusReason)
            self.body.focus_first()

    def leaving(self) -> None:
        """Notes how far the page is scrolled and where the keyboard is, for coming back."""
        self._left = (self.area.verticalScrollBar().value(), focus_inside(self))

    def came_back(self) -> None:
        """The page comes to the front again as it was left."""
        scrolled, held = self._left
        self.entered("")
        self.area.verticalScrollBar().setValue(scrolled)
        if held is not None and shiboken6.isValid(held) and held.isVisible() and held.isEnabled():
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Shows the model as it is; problems that have been mended leave the list."""
        self.body.refresh()
        if self._asked:
            now = {_key(problem) for problem in self.body.problems()}
            left = tuple(problem for problem in self._asked if _key(problem) in now)
            if left != self._asked:
                self._asked = left
                self.summary.show_problems(left, self.primary.text(), self.body.asks)

    def press_primary(self) -> None:
        """Goes on if nothing is in the way; otherwise shows what is, with the cursor on the list."""
        self.body.flush()
        problems = self._worst()
        wrong = any(problem.level == "error" for problem in problems)
        seen = frozenset(_key(problem) for problem in problems)
        if wrong or not seen <= self._warned:
            self._warned = frozenset() if wrong else seen
            self._ask(problems)
            return
        if self.body.before_next():
            self.leave.emit()

    def _worst(self) -> tuple[Problem, ...]:
        """The errors; the warnings where there is no error."""
        found = self.body.problems()
        return tuple(p for p in found if p.level == "error") or tuple(p for p in found if p.level == "warning")

    def _ask(self, problems: tuple[Problem, ...]) -> None:
        self._asked = problems
        self.summary.show_problems(problems, self.primary.text(), self.body.asks)
        self.body.show_problems(True)
        self.summary.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.verticalScrollBar().setValue(0)

    def _jump(self, path: str) -> None:
        if self.body.focus_path(path):
            inside = self.focusWidget()
            self.area.ensureWidgetVisible(inside, theme.px(48), theme.px(120))
            return
        place = page_of_path(self.body.model.case, path)
        self.body.go.emit(place if place.page_id != self.page.id else HUB)
