"""起きたことを届け出る: what has happened, which notices it asks for under which loan, and the other loans.

Not for: whether a notice is needed (`sllassist.schemes`).
"""

from PySide6.QtCore import Qt

from sllassist import messages
from sllassist.case.model import Event
from sllassist.flow import fields
from sllassist.flow.events import add_event, told
from sllassist.flow.pages import Place
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.basic import Card, SecondaryButton, column
from sllassist.ui.widgets.choose_then import ChooseThen
from sllassist.ui.widgets.event_card import FIELDS, EventCard
from sllassist.ui.widgets.event_loans import RunningLoans
from sllassist.ui.widgets.field_set import FieldSet
from sllassist.ui.widgets.focus import focus_is_in
from sllassist.ui.widgets.scheme_date import SchemeDate

KIND = "events.*.kind"


class EventsPage(PageBody):
    """The question what has happened, a card for each event, and the loans."""

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        self.fields = FieldSet(model, self.problems)
        layout = column(self, spacing=16)
        self.date = SchemeDate(model)
        layout.addWidget(self.date)
        self._new = Card(spacing=8)
        self.choice = ChooseThen("何が起きましたか", list(messages.choices(KIND).items()), "届出が要るかを調べる", per_row=2)
        self.choice.chosen.connect(self._begin)
        self.choice.stopped.connect(self._stop)
        self._new.body.addWidget(self.choice)
        layout.addWidget(self._new)
        self._cards = column(spacing=16)
        layout.addLayout(self._cards)
        self.cards: dict[str, EventCard] = {}
        self.add = SecondaryButton("ほかに起きたことを加える")
        self.add.clicked.connect(self._ask)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.loans = RunningLoans(model, self.fields)
        self.loans.added.connect(self.fields.focus)
        layout.addWidget(self.loans)
        self._more = False
        self.refresh()

    @property
    def _is_asking(self) -> bool:
        return self._more or not self.model.case.events

    def refresh(self) -> None:
        """Shows events, notices and loans as they are now."""
        self.date.refresh()
        events = {one.event.id: one for one in told(self.model.assessment)}
        for event_id in [event_id for event_id in self.cards if event_id not in events]:
            card = self.cards.pop(event_id)
            held = focus_is_in(card)
            self.fields.remove_below(card.prefix)
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
            if held:
                self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        for event_id, one in events.items():
            if event_id not in self.cards:
                card = EventCard(self.model, event_id, self.fields)
                card.go.connect(self._go)
                card.removed.connect(self._focus_new)
                self.cards[event_id] = card
                self._cards.addWidget(card)
            self.cards[event_id].put(one)
        self.choice.stop.setVisible(bool(events))
        self._new.setVisible(self._is_asking)
        self.add.setVisible(not self._is_asking)
        self.loans.refresh()
        self.fields.refresh()

    def _go(self, place: Place) -> None:
        if place.page_id != self.place.page_id or not self.fields.focus(place.focus):
            self.go.emit(place)

    def _focus_new(self) -> None:
        if self._is_asking:
            self.choice.focus()
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        self._more = True
        self.choice.begin(may_stop=True)
        self.refresh()
        self.choice.focus()

    def _stop(self) -> None:
        self._more = False
        self.refresh()
        self._focus_new()

    def _begin(self, kind: str) -> None:
        chosen = next(value for value in messages.choices(KIND) if value == kind)
        self._more = False
        self.choice.begin(may_stop=False)
        if self.model.edit(add_event(self.model.case, Event.model_validate({"kind": chosen}).kind), "起きたことの入力"):
            self.refresh()
            self.fields.focus(f"events.{self.model.case.events[-1].id}.{FIELDS[0]}")

    def flush(self) -> None:
        """Hands over what is still being typed."""
        self.fields.flush()

    def focus_path(self, path: str) -> bool:
        """Puts the cursor into a field of an event or a loan."""
        return self.fields.focus(path)

    def focus_first(self) -> None:
        """Puts the keyboard on the question, or on the first event."""
        if self.cards and not self._is_asking:
            next(iter(self.cards.values())).change.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._focus_new()

    def show_problems(self, shown: bool) -> None:
        """Shows problems beside their fields."""
        self.fields.show_problems(shown)

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """Why each field is asked, and what a notice is."""
        asked = [fields.field(f"events.*.{name}") for name in ("kind", *FIELDS)]
        return (
            ("届出", "融資を受けている間に、名称や事業所、計画などが変わると、県などへの届出が要ることがあります。"),
            ("計算", "しきい値のある届出は、基準年度の排出量と増減から、要るかどうかを計算してお見せします。"),
            *((spec.label, spec.why) for spec in asked if spec.why),
        )
