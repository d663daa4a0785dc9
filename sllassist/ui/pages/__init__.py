"""The pages of the window, one file each: `<kind>.py` with one class `<Kind>Page(PageBody)`.

Which page comes when is `sllassist.flow`.
"""

from sllassist.flow.pages import Place
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody


def make_body(model: AppModel, place: Place) -> PageBody:
    """The body for a place, by the kind of its page."""
    import importlib

    kind = place.page.kind
    module = importlib.import_module(f"sllassist.ui.pages.{kind}")
    made: PageBody = getattr(module, f"{kind.capitalize()}Page")(model, place)
    return made
