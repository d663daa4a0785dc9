"""期限: every deadline of the schemes in view, as a picture and as a list; written into a calendar file on demand.

Not for: which deadlines there are (`sllassist.schemes`, `sllassist.flow.agenda`).
"""

from collections.abc import Callable, Sequence
from pathlib import Path, PurePath

from sllassist.documents.ics import calendar
from sllassist.documents.names import safe_name
from sllassist.documents.placing import place as put_file
from sllassist.flow.agenda import Item, agenda, to_export
from sllassist.flow.pages import Place
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, Card, Heading, Line, Note, column
from sllassist.ui.widgets.calendar_picture import CalendarPicture, legend, sentence
from sllassist.ui.widgets.calendar_row import CalendarRow
from sllassist.ui.widgets.radio_group import RadioGroup
from sllassist.ui.widgets.save_file import SaveFile
from sllassist.ui.widgets.scheme_date import SchemeDate

ALL = ""
NOTHING = "いまの答えでは、期限はまだありません。質問に答え、融資の実行日などを入力すると、ここに並びます。"


def grouped(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Heading → deadlines: what is over, then year by year, then without a day, then what is done or past."""
    groups: dict[str, list[Item]] = {"期限を過ぎています": []}
    for item in items:
        state, day = item.deadline.state, item.day
        if state == "overdue":
            groups["期限を過ぎています"].append(item)
        elif state == "upcoming" and day is not None:
            groups.setdefault(f"{day.year}年", []).append(item)
    groups["日付の決まっていないもの"] = [item for item in items if item.deadline.state == "undated" and item.day is None]
    past = [item for item in items if item.deadline.state == "done" or (item.deadline.state == "undated" and item.day is not None)]
    groups["済んだもの・過ぎた日付"] = past
    return {heading: found for heading, found in groups.items() if found}


class CalendarPage(PageBody):
    """The picture, and the list below it."""

    begins_at_next = True
    own_lead = ""

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        layout = column(self, spacing=12)
        self.date = SchemeDate(model)
        self.save = SaveFile(model, "予定表（.ics）に書き出す", ending=".ics", kind="予定表 (*.ics)")
        self.save.setAccessibleDescription("Outlookや携帯電話の予定表に取り込めるファイルです。終わったものと、日付のないものは入りません。")
        self.save.propose = lambda: safe_name(f"期限_{model.case.firm.name or '名称未入力'}_{model.as_of:%Y%m%d}")
        self.save.prepare = self._writer
        self.date.add(self.save)
        layout.addWidget(self.date)
        layout.addWidget(self.save.told)
        self._filter = column(spacing=0)
        layout.addLayout(self._filter)
        self.filter: RadioGroup | None = None
        self._picture_card = Card(spacing=12)
        self.sentence = Body(measure=None)
        self.picture = CalendarPicture()
        self._legend = Note(measure=None)
        for widget in (self.sentence, self.picture, self._legend):
            self._picture_card.body.addWidget(widget)
        layout.addWidget(self._picture_card)
        self.nothing = Body(NOTHING)
        layout.addWidget(self.nothing)
        self._groups = column(spacing=16)
        layout.addLayout(self._groups)
        self.rows: list[CalendarRow] = []
        self._scheme = ALL
        self._shown: object = None
        self._names: object = None
        self.refresh()

    def _writer(self) -> Callable[[Path], None]:
        items, as_of = to_export(self.model.assessment), self.model.as_of
        name = f"{self.model.case.firm.name or '名称未入力'}の期限"

        def write(path: Path) -> None:
            put_file(path.parent, {PurePath(path.name): calendar(items, as_of, name)})

        return write

    def refresh(self) -> None:
        """Shows the deadlines as they are now."""
        self.date.refresh()
        items = agenda(self.model.assessment)
        self._show_filter({item.scheme_id: item.scheme_short for item in items})
        items = tuple(item for item in items if self._scheme in (ALL, item.scheme_id))
        state = (items, self.model.as_of)
        if state == self._shown:
            return
        self._shown = state
        self.save.setVisible(bool(to_export(self.model.assessment)))
        self.nothing.setVisible(not items)
        self._picture_card.setVisible(bool(items))
        self.sentence.set_text(sentence(items, self.model.as_of))
        self.picture.put(items, self.model.as_of)
        self._legend.set_text(legend(self.model.as_of))
        self._legend.setVisible(not self.picture.isHidden())
        self._show_groups(items)

    def _show_filter(self, names: dict[str, str]) -> None:
        if names == self._names:
            return
        self._names = names
        clear(self._filter)
        self.filter = None
        if self._scheme not in names:
            self._scheme = ALL
        if len(names) > 1:
            self.filter = RadioGroup("どの制度の期限を見るか", [(ALL, "すべて"), *names.items()], per_row=None)
            self.filter.check(self._scheme)
            self.filter.picked.connect(self._filtered)
            self._filter.addWidget(self.filter)

    def _filtered(self, scheme_id: str) -> None:
        self._scheme = scheme_id
        self.refresh()

    def _show_groups(self, items: Sequence[Item]) -> None:
        clear(self._groups)
        self.rows = []
        for heading, found in grouped(items).items():
            card = Card(padding=0, spacing=0)
            title = Heading(heading)
            title.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(8))
            card.body.addWidget(title)
            for item in found:
                card.body.addWidget(Line())
                line = CalendarRow(item)
                line.go.connect(self.go)
                self.rows.append(line)
                card.body.addWidget(line)
            self._groups.addWidget(card)

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """What stands here."""
        return (
            ("期限の決まり方", "制度の資料にある日付と、入力した融資の実行日・送った日などから計算しています。"),
            ("休日", "期限が土日や祝日にあたるときの決まりが資料にないものは、前の平日までに送るように書いています。"),
            ("予定表に書き出す", "Outlookなどの予定表ソフトで開くと、期限の前日と、準備を始める日に知らせが出ます。"),
            ("未確認", "公表資料の原本で確かめていない期限です。提出先に日付を確かめてください。"),
        )
