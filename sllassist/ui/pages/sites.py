"""The firm's sites: one card each, opened to edit; adding and removing.

Not for: what hangs on a site besides (`supplies`, `bills`).
"""

from PySide6.QtWidgets import QWidget

from sllassist.case import edits
from sllassist.case.model import Case, Site
from sllassist.case.problems import InputProblem
from sllassist.flow import fields
from sllassist.flow.pages import Place
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.ask import Ask, clear
from sllassist.ui.widgets.basic import Banner, Body, Card, Heading, LinkButton, Note, SecondaryButton, column, row
from sllassist.ui.widgets.field_set import FieldSet
from sllassist.ui.widgets.focus import focus_is_in

FIELDS = ("name", "kind", "prefecture", "address")
UNNAMED = "名称未入力の事業所"
NOTHING = "まだ登録していません。「事業所を追加する」を押して、本社や工場から1か所ずつ登録します。"


class SiteCard(Card):
    """One site: a line that sums it up, or its fields."""

    def __init__(self, page: "SitesPage", site: Site) -> None:
        super().__init__(padding=24, spacing=24)
        self._page = page
        self.site_id = site.id
        self.prefix = f"sites.{site.id}"
        self.open = False
        head = row(spacing=16)
        words = column(spacing=4)
        self._name = Heading()
        self._line = Note(measure=None)
        words.addWidget(self._name)
        words.addWidget(self._line)
        head.addLayout(words, 1)
        self.change = LinkButton("変更")
        self.change.clicked.connect(self.toggle)
        self.remove = LinkButton("消す")
        self.remove.clicked.connect(lambda: page.ask_removal(self.site_id))
        head.addWidget(self.change)
        head.addWidget(self.remove)
        self.body.addLayout(head)
        self.question = Ask()
        self.body.addWidget(self.question)
        self._holder = QWidget()
        self._fields = column(self._holder, spacing=32)
        self._holder.hide()
        self.body.addWidget(self._holder)

    def show_site(self, site: Site) -> None:
        """Shows the site as it is now."""
        name = site.name or UNNAMED
        self._name.set_text(name)
        case, knowledge = self._page.model.case, self._page.model.knowledge
        said = [fields.answer_text(case, f"{self.prefix}.{part}", knowledge) for part in FIELDS[1:]]
        told = [text for text in said if text != "未入力"]
        self._line.set_text("　".join(told) if told else "種類・都道府県・住所は未入力です")
        self.change.setText("閉じる" if self.open else "変更")
        self.change.setAccessibleName(f"{name}を{'閉じる' if self.open else '変更する'}")
        self.remove.setAccessibleName(f"{name}を消す")

    def unfold(self) -> None:
        """Shows the fields."""
        if not self.open:
            self.open = True
            for part in FIELDS:
                self._fields.addWidget(self._page.fields.add(f"{self.prefix}.{part}"))
            self._holder.show()
            self._page.refresh()

    def fold(self) -> None:
        """Hides the fields; what was typed in them is kept."""
        if self.open:
            self._page.flush()
            self.open = False
            self._page.fields.remove_below(self.prefix)
            self._holder.hide()
            clear(self._fields)
            self._page.refresh()

    def toggle(self) -> None:
        """Opens or closes the site."""
        if self.open:
            self.fold()
        else:
            self.unfold()
            self._page.focus_path(f"{self.prefix}.{FIELDS[0]}")


class SitesPage(PageBody):
    """All sites of the firm."""

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        self.fields = FieldSet(model, self.problems)
        outer = column(self, spacing=16)
        self._done = Banner("ok")
        self._undo = LinkButton("元に戻す")
        self._undo.clicked.connect(self._take_back)
        self._done.add_act(self._undo)
        self._done.hide()
        self._done_case: Case | None = None
        outer.addWidget(self._done)
        self._none = Body(NOTHING)
        outer.addWidget(self._none)
        self._cards = column(spacing=16)
        outer.addLayout(self._cards)
        self.cards: dict[str, SiteCard] = {}
        self.add = SecondaryButton("事業所を追加する")
        self.add.clicked.connect(self.add_site)
        line = row()
        line.addWidget(self.add)
        line.addStretch(1)
        outer.addLayout(line)
        self.refresh()

    def refresh(self) -> None:
        """Shows the sites as they are now; open cards stay open."""
        self._forget_done()
        sites = self.model.case.sites
        gone = [site_id for site_id in self.cards if self.model.case.site(site_id) is None]
        for site_id in gone:
            card = self.cards.pop(site_id)
            self.fields.remove_below(card.prefix)
            if focus_is_in(card):
                self.add.setFocus()
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        for at, site in enumerate(sites):
            if site.id not in self.cards:
                self.cards[site.id] = SiteCard(self, site)
                self._cards.insertWidget(at, self.cards[site.id])
            self.cards[site.id].show_site(site)
        self._none.setVisible(not sites)
        self.add.setText("事業所をもう1か所追加する" if sites else "事業所を追加する")
        self.fields.refresh()

    def flush(self) -> None:
        """Hands over what is still being typed."""
        self.fields.flush()

    def add_site(self) -> None:
        """Adds a site and puts the cursor into its name."""
        self.flush()
        self._done.hide()
        sites = self.model.case.sites
        site = Site(prefecture=sites[-1].prefecture if sites else self.model.case.firm.prefecture)
        if self.model.edit(edits.add_site(self.model.case, site), "事業所の追加"):
            self.refresh()
            self._open_only(site.id)
            self.focus_path(f"sites.{site.id}.{FIELDS[0]}")

    def _open_only(self, site_id: str) -> None:
        for card in self.cards.values():
            if card.site_id != site_id:
                card.fold()
        self.cards[site_id].unfold()

    def ask_removal(self, site_id: str) -> None:
        """Removes a site; asks first when bills hang on it."""
        self.flush()
        try:
            self._remove(site_id, with_records=False)
        except InputProblem as told:
            self.cards[site_id].question.ask(str(told), (
                ("事業所と使用量を消す", lambda: self._remove(site_id, with_records=True)),
                ("残す", self.cards[site_id].remove.setFocus),
            ))  # fmt: skip

    def _remove(self, site_id: str, *, with_records: bool) -> None:
        site = self.model.case.site(site_id)
        if site is None:
            return
        name = site.name or UNNAMED
        case = edits.remove_site(self.model.case, site_id, with_records=with_records)
        if self.model.edit(case, f"「{name}」を消すこと"):
            self._done.set_text("ok", f"「{name}」を消しました。", word="消しました")
            self._done.show()
            self._done_case = self.model.case
            self._undo.setFocus()

    def _forget_done(self) -> None:
        """After any other edit 元に戻す would undo that one: the message goes."""
        if self._done_case is not None and self.model.case is not self._done_case:
            self._done_case = None
            if focus_is_in(self._done):
                self.add.setFocus()
            self._done.hide()

    def _take_back(self) -> None:
        self.flush()
        if self._done_case is not None and self.model.case is self._done_case:
            self.model.undo()

    def focus_path(self, path: str) -> bool:
        """Opens the site of a path and puts the cursor into its field."""
        names = path.split(".")
        if path == "sites":
            self.add.setFocus()
            return True
        if len(names) < 2 or names[0] != "sites" or names[1] not in self.cards:
            return False
        self.cards[names[1]].unfold()
        return self.fields.focus(path)

    def focus_first(self) -> None:
        """Puts the keyboard on the first thing to do."""
        self._done.hide()
        if self.cards:
            next(iter(self.cards.values())).change.setFocus()
        else:
            self.add.setFocus()

    def show_problems(self, shown: bool) -> None:
        """Opens the sites with problems and shows them beside their fields."""
        wrong = {p.path.split(".")[1] for p in self.problems() if p.path.startswith("sites.")} if shown else set()
        drafts = {path.split(".")[1] for path in self.model.case.drafts if path.startswith("sites.")}
        for site_id in (wrong | drafts) & self.cards.keys():
            self.cards[site_id].unfold()
        self.fields.show_problems(shown)

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """Why each field is asked."""
        found = [fields.field(f"sites.*.{part}") for part in FIELDS]
        return (("事業所とは", "工場・事務所・店舗・倉庫など、貴社が使っている場所です。借りている場所も含みます。"),
                *((spec.label, spec.why) for spec in found if spec.why))  # fmt: skip
