"""The pages of the window, one file each: `<kind>.py` with one class `<Kind>Page(PageBody)`.

Which page comes when is `sllassist.flow`.
"""

from collections.abc import Callable

from sllassist.flow.pages import PageKind, Place
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody

Maker = Callable[[AppModel, Place], PageBody]


def _makers() -> dict[PageKind, Maker]:
    from sllassist.ui.pages.bills import BillsPage
    from sllassist.ui.pages.calendar import CalendarPage
    from sllassist.ui.pages.check import CheckPage
    from sllassist.ui.pages.documents import DocumentsPage
    from sllassist.ui.pages.events import EventsPage
    from sllassist.ui.pages.form import FormPage
    from sllassist.ui.pages.gases import GasesPage
    from sllassist.ui.pages.imports import ImportsPage
    from sllassist.ui.pages.interview import InterviewPage
    from sllassist.ui.pages.plan import PlanPage
    from sllassist.ui.pages.result import ResultPage
    from sllassist.ui.pages.scheme import SchemePage
    from sllassist.ui.pages.sites import SitesPage
    from sllassist.ui.pages.supplies import SuppliesPage
    from sllassist.ui.pages.update import UpdatePage
    from sllassist.ui.pages.verdict import VerdictPage

    return {
        "form": FormPage, "sites": SitesPage, "supplies": SuppliesPage, "bills": BillsPage, "gases": GasesPage,
        "imports": ImportsPage, "update": UpdatePage, "result": ResultPage, "verdict": VerdictPage, "plan": PlanPage,
        "check": CheckPage, "documents": DocumentsPage,
        "scheme": SchemePage, "interview": InterviewPage, "calendar": CalendarPage,
        "events": EventsPage,
    }  # fmt: skip


def make_body(model: AppModel, place: Place) -> PageBody:
    """The body for a place, by the kind of its page; the pages are loaded when the first is wanted."""
    return _makers()[place.page.kind](model, place)
