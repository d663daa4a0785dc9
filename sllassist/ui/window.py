"""The window: header, one screen at a time, and the ways between them. Leaving a screen loses nothing.

Not for: opening and saving files with their questions (`sllassist.ui.files`), nor what a page shows.
"""

from dataclasses import replace
from typing import Protocol, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from sllassist import APP_NAME
from sllassist.flow.pages import HUB, Place
from sllassist.flow.tasks import next_place, tasks
from sllassist.knowledge import Knowledge
from sllassist.ui import settings, theme
from sllassist.ui.actions import file_menu, make_actions, size_menu
from sllassist.ui.desk import Desk
from sllassist.ui.files import Files
from sllassist.ui.frame import PageFrame
from sllassist.ui.header import UNNAMED, Header
from sllassist.ui.model import AppModel
from sllassist.ui.notices import NoticeBar
from sllassist.ui.packs import Packs
from sllassist.ui.pages import make_body
from sllassist.ui.pages.base import PageBody
from sllassist.ui.pages.check import link_key
from sllassist.ui.pages.hub import NOT_YET, HubPage
from sllassist.ui.pages.start import StartPage
from sllassist.ui.pages.update import UpdatePage
from sllassist.ui.visits import Visit, Visits, bare
from sllassist.ui.widgets.basic import column
from sllassist.ui.widgets.dialogs import Explanation, wait_for
from sllassist.ui.widgets.neighbour import stay_near
from sllassist.ui.widgets.scheme_date import SchemeDate
from sllassist.ui.widgets.tab_order import order_tabs

CHECK = "check"
OTHER_EDITION = (
    "この案件は、このパソコンにない版の係数で計算していました。いまある係数で計算しているため、前に作った書類と数字が違うことがあります。"
)
WIDTH, HEIGHT = 1366, 768
LEAST = QSize(640, 480)


class Screen(Protocol):
    """What the window asks of every screen."""

    @property
    def title(self) -> str:
        """Its heading, for the window's title."""

    def fit(self, width: int) -> None:
        """Sets margins for a window of this width (px)."""

    def entered(self, focus: str) -> None:
        """It has come to the front; `focus` is the Case path to put the cursor on, "" for none."""

    def press_primary(self) -> None:
        """Presses its main button."""


class Window(QMainWindow):
    """The program's window. Without a model it shows the start screen."""

    def __init__(self, model: AppModel | None = None, *, desk: Desk | None = None) -> None:
        """`desk` opens other cases; needed where no model is given. Raises ValueError when both are missing."""
        super().__init__()
        if model is None and desk is None:
            raise ValueError("a window needs a model or a desk")
        self.model: AppModel | None = None
        self.desk = desk or Desk(cast("AppModel", model).knowledge, cast("AppModel", model).as_of)
        self.settings = settings.load()
        self.files = Files(self)
        self.packs = Packs(self)
        self._visits = Visits()
        self._screens: dict[Place, HubPage | PageFrame] = {}
        self.actions_by_name = make_actions(self, {
            "new": self.files.new, "open": self.files.choose, "save": self.files.save, "save_as": self.files.save_as,
            "backups": self.files.backups, "start": self.files.leave, "quit": self.close_window, "undo": self.undo,
            "redo": self.redo, "back": self.go_back, "forward": self.go_forward, "explain": self.explain,
            "primary": self.press_primary, "import": lambda: self.show_place(Place("imports")),
            "packs": self.packs.show,
        })  # fmt: skip
        self.setMinimumSize(LEAST)
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        self._build()
        if model is None:
            self.show_start()
        else:
            self.use(model)

    def _build(self) -> None:
        """Makes everything that depends on the text size; called again when that changes."""
        whole = QWidget()
        outer = column(whole, spacing=0)
        self.header = Header()
        acts = self.actions_by_name
        self.file_button = self.header.add_menu("ファイル(&F)", file_menu(self.header, acts))
        self.header.add_action(acts["undo"], "元に戻す")
        self.header.add_action(acts["redo"], "やり直し")
        self.size_button = self.header.add_menu("文字の大きさ(&T)", size_menu(self.header, self.settings.text_size, self.set_text_size))
        self.header.add_action(acts["explain"], "この画面の説明 F1")
        self.notices = NoticeBar()
        self.notices.acted.connect(self._act_on_notice)
        self.stack = QStackedWidget()
        self.start = StartPage()
        self.files.connect_start(self.start)
        self.stack.addWidget(self.start)
        outer.addWidget(self.header)
        outer.addWidget(self.notices)
        outer.addWidget(self.stack, 1)
        self._screens = {}
        self.setCentralWidget(whole)

    # --- the open case ----------------------------------------------------------------------------------------------

    def use(self, model: AppModel) -> None:
        """Works on another case from now on; the one before must have been closed."""
        self.model = model
        model.changed.connect(self._changed)
        model.saved.connect(self._saved)
        model.refused.connect(lambda sentence: self.notices.tell("warn", sentence))
        self._forget_screens()
        self._visits = Visits()
        self.notices.clear()
        if model.session.notice is not None:
            self.notices.tell("warn", model.session.notice.message)
        elif model.editions.missing(model.case):
            self.notices.tell("warn", OTHER_EDITION)
        self._tell_day()
        self._present(Visit(HUB), "")
        self._saved()

    def _tell_day(self) -> None:
        model = self.model
        self.notices.follow_day(*((model.as_of, model.today) if model else (None, None)))

    def drop(self) -> None:
        """Shows the start screen; the case must have been closed."""
        if self.model is not None:
            self.model.changed.disconnect(self._changed)
            self.model.saved.disconnect(self._saved)
        self.model = None
        self._forget_screens()
        self.notices.clear()
        self.notices.follow_saving(None)
        self._tell_day()
        self.show_start()

    def _forget_screens(self) -> None:
        for screen in self._screens.values():
            self.stack.removeWidget(screen)
            screen.deleteLater()
        self._screens = {}

    def flush(self) -> None:
        """Hands over what is still being typed on the screen shown."""
        if self.page_body is not None:
            self.page_body.flush()

    # --- places -----------------------------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """The place shown (the hub while the start screen is)."""
        return self._visits.now.place

    @property
    def shown_screen(self) -> StartPage | HubPage | PageFrame:
        """The screen shown."""
        return cast("StartPage | HubPage | PageFrame", self.stack.currentWidget())

    @property
    def page_body(self) -> PageBody | None:
        """The body of the page shown; the hub is one too. None on the start screen."""
        screen = self.shown_screen
        if isinstance(screen, PageFrame):
            return screen.body
        return screen if isinstance(screen, HubPage) else None

    def show_start(self) -> None:
        """Shows the screen to begin with."""
        self.files.refresh_start(self.start)
        self.stack.setCurrentWidget(self.start)
        self._entered(self.start, "")

    def show_place(self, place: Place) -> None:
        """Goes to a place; what is being typed is handed over first. Raises ValueError while no case is open."""
        self._go(Visit(place), place.focus)

    def _go(self, visit: Visit, focus: str = "") -> None:
        self._leave()
        self._visits.go(visit)
        self._present(self._visits.now, focus)

    def _leave(self) -> None:
        screen = self.shown_screen
        if not isinstance(screen, StartPage):
            screen.leaving()
        self.flush()
        if self.model is not None:
            self.model.seal()

    def _screen_of(self, place: Place) -> HubPage | PageFrame:
        if self.model is None:
            raise ValueError("no case is open")
        found = self._screens.get(place)
        if found is None:
            found = self._made(self.model, place)
            self._screens[place] = found
            self.stack.addWidget(found)
        return found

    def _made(self, model: AppModel, place: Place) -> HubPage | PageFrame:
        if place == HUB:
            hub = HubPage(model)
            hub.go.connect(self.show_place)
            return hub
        frame = PageFrame(make_body(model, place))
        if isinstance(frame.body, UpdatePage):
            frame.body.load.connect(self.packs.show)
        frame.body.go.connect(self._go_from_body)
        frame.back.connect(self.go_back)
        frame.to_hub.connect(lambda: self.show_place(HUB))
        frame.leave.connect(self._next)
        return frame

    def _present(self, visit: Visit, focus: str, *, returned: bool = False) -> None:
        screen = self._screen_of(bare(visit.place))
        if isinstance(screen, PageFrame):
            screen.set_return(to_check=bool(visit.back_to))
            screen.back_link.setVisible(self._visits.behind not in (None, HUB))  # else 一覧に戻る says the same
        self.stack.setCurrentWidget(screen)
        if returned:
            screen.fit(self.width())
            screen.came_back()
            self._tell_window()
            self._enable()
        else:
            self._entered(screen, focus)

    def _entered(self, screen: Screen, focus: str) -> None:
        screen.fit(self.width())
        screen.entered(focus)
        self._tell_window()
        self._enable()

    def _go_from_body(self, place: Place) -> None:
        from_check = self.place.page_id == CHECK and place.page_id not in (CHECK, HUB.page_id)
        self._go(Visit(place, link_key(place) if from_check else ""), place.focus)

    def _next(self) -> None:
        """Where the button at the foot of a page leads: back to the check page, or on to the next task that can start."""
        if self.model is None:
            return
        here = self._visits.now
        if here.back_to:
            self.show_place(Place(CHECK, focus=here.back_to))
            return
        case, assessment = self.model.case, self.model.assessment
        waiting = {task.place for task in tasks(case, assessment) if task.status == NOT_YET}
        place = next_place(case, assessment, here.place)
        while place in waiting:
            place = next_place(case, assessment, place)
        self.show_place(place)

    def go_back(self) -> None:
        """The place before this one (Alt+←)."""
        self._step(forward=False)

    def go_forward(self) -> None:
        """The place one came back from (Alt+→)."""
        self._step(forward=True)

    def _step(self, *, forward: bool) -> None:
        if self.model is None or not (self._visits.can_go_forward if forward else self._visits.can_go_back):
            return
        self._leave()
        self._present(self._visits.forward() if forward else self._visits.back(), "", returned=True)

    # --- acts -------------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """元に戻す; what is being typed counts."""
        self.flush()
        if self.model is not None:
            self.model.undo()

    def redo(self) -> None:
        """やり直し."""
        self.flush()
        if self.model is not None:
            self.model.redo()

    def press_primary(self) -> None:
        """Ctrl+Enter presses the main button of the screen."""
        self.shown_screen.press_primary()

    def explain(self) -> None:
        """この画面の説明 (F1)."""
        screen = self.shown_screen
        if isinstance(screen, PageFrame):
            lead, parts = screen.page.lead, screen.body.explanations()
        elif isinstance(screen, HubPage):
            lead, parts = screen.lead.plain, screen.explanations()
        else:
            lead, parts = "", screen.explanations()
        wait_for(Explanation(self, screen.title, lead, parts))

    def set_text_size(self, percent: int) -> None:
        """Makes everything larger or smaller, at once and from now on."""
        self._leave()
        self.settings.text_size = percent
        settings.save(self.settings)
        theme.apply_theme(cast("QApplication", QApplication.instance()), percent / 100)
        self._build()
        if self.model is None:
            self.show_start()
        else:
            self._tell_day()
            self._present(self._visits.now, "")
            self._saved()

    def renew_knowledge(self, newest: Knowledge) -> None:
        """Newer factors have come, or gone: screens are made anew; the open case goes on as it was."""
        self._leave()
        self.desk = replace(self.desk, knowledge=newest)
        if self.model is not None:
            self.model.use_editions(newest)
            self._forget_screens()
            self._present(self._visits.now, "")

    def close_window(self) -> None:
        """終了する."""
        self.close()

    # --- what follows -----------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        self.notices.forget_passing()
        self._tell_day()
        screen = self.shown_screen
        if not isinstance(screen, StartPage):
            screen.refresh()
        self._tell_window()
        self._enable()

    def _saved(self) -> None:
        if self.model is None:
            return
        session = self.model.session
        status = session.status
        self.header.tell(session.path.name if session.named else UNNAMED, status)
        self.notices.follow_saving(status)

    def _act_on_notice(self, key: str) -> None:
        if key == "save_as":
            self.files.save_as()
        elif key == "today" and self.model is not None:
            self._back_to_today(self.model)

    def _back_to_today(self, model: AppModel) -> None:
        """The button goes with its notice: the keyboard stays at the page's line of the day, else in the page."""
        held = self.notices.today.hasFocus()
        model.look_from(model.today)
        body = self.page_body
        if held and body is not None:
            line = body.findChild(SchemeDate)
            if line is not None:
                line.change.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                body.focus_first()

    def _tell_window(self) -> None:
        title = self.shown_screen.title
        if self.model is None:
            self.setWindowTitle(APP_NAME)
            self.header.tell("", None)
        else:
            self.setWindowTitle(f"{title} — {self.model.session.title} — {APP_NAME}")

    def _enable(self) -> None:
        session = self.model.session if self.model else None
        acts = self.actions_by_name
        for name in ("save", "save_as", "start", "import"):
            acts[name].setEnabled(session is not None)
        for name in ("undo", "redo"):
            acts[name].setVisible(session is not None)
        acts["undo"].setEnabled(session is not None and session.can_undo)
        acts["redo"].setEnabled(session is not None and session.can_redo)
        acts["undo"].setToolTip(f"{session.undo_label}を元に戻す" if session and session.undo_label else "元に戻す")
        acts["redo"].setToolTip(f"{session.redo_label}をやり直す" if session and session.redo_label else "やり直し")
        acts["back"].setEnabled(session is not None and self._visits.can_go_back)
        acts["forward"].setEnabled(session is not None and self._visits.can_go_forward)

    # --- events -----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the margins to the width."""
        super().resizeEvent(event)
        self.shown_screen.fit(self.width())

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: N802 - named by Qt
        """Tab goes through the screen as the eye reads it, also through parts that came later.

        Qt calls this too when what has the keyboard is hidden or switched off: then it stays where it was.
        """
        if stay_near(self):
            return True
        whole = cast("QWidget | None", self.centralWidget())
        if whole is not None:
            order_tabs(whole)
        return super().focusNextPrevChild(forwards)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list of tasks; everything typed is kept."""
        if event.key() == Qt.Key.Key_Escape and self.model is not None and self.place != HUB:
            self.show_place(HUB)
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Saves and closes; asks only when the file could not be written."""
        if not self.files.may_close():
            event.ignore()
            return
        if self.isMaximized():
            self.settings.maximised = True
        else:
            self.settings.maximised = False
            box = self.geometry()
            self.settings.geometry = (box.x(), box.y(), box.width(), box.height())
        settings.save(self.settings)
        super().closeEvent(event)
