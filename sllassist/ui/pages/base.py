"""What a page is to the window: it shows the model, hands over typed text, and asks to go elsewhere.

Not for: the frame around a page (heading, error summary, buttons), which the window draws.
"""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sllassist.case.problems import Problem
from sllassist.flow.checks import page_problems
from sllassist.flow.pages import Place
from sllassist.ui.model import AppModel


class PageBody(QWidget):
    """The middle of a page. The frame shows title, lead, error summary and the button that goes on."""

    fills: ClassVar[bool] = False
    """True when the body takes all the height there is and scrolls by itself (a table)."""

    tells_at_once: ClassVar[bool] = False
    """True when the page's problems are shown as soon as it comes to the front, not only when the user asks to go on."""

    asks: ClassVar[str] = ""
    """Heading over what keeps the user here, on a page where that is never a wrong entry but something to answer."""

    begins_at_next: ClassVar[bool] = False
    """True when there is nothing to fill in: the keyboard begins on the button that goes on."""

    own_heading: str = ""
    """Stands over the page instead of the page's title, where the place says what is shown."""

    own_lead: str | None = None
    """Stands under the heading instead of the page's lead; "" for none."""

    acts: tuple[QWidget, ...] = ()
    """Stand beside the button that goes on."""

    go = Signal(Place)
    """Emitted when the user asks for another place (a 変更 link, a row of the hub)."""

    primary_changed = Signal(str)
    """Emitted when the button that goes on should read otherwise; "" while there is nothing to go on with."""

    onward = Signal()
    """Emitted when the button that goes on is to be pressed (Enter in the last box)."""

    at_button = Signal()
    """Emitted when the keyboard is to go to the button that goes on."""

    stepped = Signal()
    """Emitted when the page shows another step of its own: what is above it is seen again from the top."""

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__()
        self.model = model
        self.place = place

    def refresh(self) -> None:
        """Shows the model as it is now, without moving the cursor or eating what is being typed."""

    def flush(self) -> None:
        """Hands over what is still being typed or composed (IME); called before leaving, saving and checking."""

    def focus_path(self, path: str) -> bool:
        """Puts the cursor on the field of a Case path; False when this page has no such field."""
        del path
        return False

    def enter_at(self, path: str) -> bool:
        """Like `focus_path`, when the page comes to the front for that path (a list of links may go to the link)."""
        return self.focus_path(path)

    def focus_first(self) -> None:
        """Puts the cursor where work on this page begins; by default nowhere (the frame's heading is read first)."""

    def problems(self) -> tuple[Problem, ...]:
        """What the button that goes on asks about, errors first. Errors keep the user here, warnings ask once."""
        return page_problems(self.model.case, self.model.assessment, self.place)

    def show_problems(self, shown: bool) -> None:
        """Shows (or hides) each problem beside its field; the frame shows the same in its summary."""
        del shown

    def before_next(self) -> bool:
        """Called when the button that goes on was pressed and nothing is in the way; False keeps the user here."""
        return True

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """(heading, text) pairs for この画面の説明 (F1); the frame adds the lead itself."""
        return ()
