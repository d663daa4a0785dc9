"""What a page of questions need not ask, because the case already tells it: shown with the way to where it was entered.

Not for: which fields a page asks (`sllassist.flow.pages.fields_of`).
"""

from dataclasses import dataclass

from sllassist.case.model import Case
from sllassist.flow import gases
from sllassist.flow.pages import Place
from sllassist.knowledge import Knowledge

OTHER_GASES = "エネルギー以外から出る温室効果ガス"


@dataclass(frozen=True, slots=True)
class Derived:
    """A line: what it is, what follows from the case ("" where it is only an offer), words of the link, and where it leads."""

    label: str
    text: str
    link: str
    place: Place


def derived(case: Case, knowledge: Knowledge, page_id: str) -> tuple[Derived, ...]:
    """The lines of a page."""
    if page_id != "conditions":
        return ()
    if not case.gases:
        return (Derived("冷媒の漏れなどの量が分かるときは、ガスごとに入力して計算できます。", "", "ガスごとに入力する", Place("gases")),)
    newest = gases.years(case, knowledge)[0]
    return (Derived(OTHER_GASES, f"{gases.told(newest)}（入力したガスから計算しました）", "変更", Place("gases")),)
