"""The import of an open case: reads beside the window, keeps every answer, and takes the figures over as one edit.

Not for: what is understood and asked (`sllassist.flow.imports`) and what it looks like (`sllassist.ui.pages.imports`).
"""

import logging
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal

from sllassist.case.edits import Cell
from sllassist.case.model import Case
from sllassist.case.problems import InputProblem, Problem
from sllassist.flow import import_words, imports
from sllassist.flow.imports import ENCODING, Look
from sllassist.importers import Decision, Mapping, Preview, ProposedRecord, Question, TableProposal, merge, read_source
from sllassist.messages import text as message
from sllassist.store import mappings
from sllassist.ui.model import AppModel
from sllassist.ui.work import Work

_log = logging.getLogger("sllassist")
Step = Literal[1, 2, 3]
READING, LOOKING = "読んでいます。", "調べ直しています。"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the last import brought: the Case right after it, and the sentence to show."""

    case: Case
    sentence: str


@dataclass
class _Choices:
    """What the user decides on the last step."""

    places: dict[str, bool] = field(default_factory=dict)
    decisions: dict[Cell, Decision] = field(default_factory=dict)


class ImportDesk(QObject):
    """One per open case. `changed`: something to show is different; `finished`: the figures are in the case."""

    changed = Signal()
    finished = Signal(int)
    """The fiscal year whose bills are to be shown."""

    def __init__(self, model: AppModel) -> None:
        super().__init__(model)
        self._model = model
        self.step: Step = 1
        self.look: Look | None = None
        self.trouble = ""
        self.busy = ""
        self.origin_year: int | None = None
        self.typed = ""
        self.arrival: Arrival | None = None
        self._source: Path | str | None = None
        self._chosen = _Choices()
        self._number = 0
        self._again = False
        self._use_remembered = True
        self._expects: Literal["first", "again"] = "first"

    # --- reading ----------------------------------------------------------------------------------------------------

    def read(self, source: Path | str, *, encoding: str | None = None) -> None:
        """Reads a file (Path) or a pasted table (str) from the beginning."""
        self._source = source
        self.typed = str(source) if isinstance(source, Path) else ""
        self.step, self.look, self.trouble = 1, None, ""
        self._chosen = _Choices()
        self._use_remembered = True
        self._start_reading(encoding)

    def _start_reading(self, encoding: str | None) -> None:
        source, knowledge, case = self._source, self._model.knowledge, self._model.case
        assert source is not None
        kept = _remembered() if self._use_remembered else []
        choices = {ENCODING: encoding} if encoding else {}
        letters = [question for question in self.look.asked if question.key == ENCODING] if self.look is not None else []

        def act() -> Look:
            found = imports.first_look(read_source(source, encoding=encoding), knowledge, case, kept, choices)
            again = any(question.key == ENCODING for question in found.asked)
            return found if again else replace(found, asked=(*letters, *found.asked))  # other letters stay at hand

        self._begin(act, "first", READING)

    def forget_remembered(self) -> None:
        """Reads the same source again without the answers of earlier imports."""
        if self.look is None:
            return
        self._use_remembered = False
        self._chosen = _Choices()
        self._start_reading(self.look.choices.get(ENCODING))

    def cancel(self) -> None:
        """Lets go of what is being read; an earlier reading stays, unless it waits for its answers to be worked in."""
        if self.busy and self._expects == "again":
            self.start_over()
            return
        self._stop()

    def _stop(self) -> None:
        self._number += 1
        self._again = False
        self.busy = ""
        if self.look is None:
            self.step = 1
        self.changed.emit()

    def start_over(self) -> None:
        """Puts the source away."""
        self.look, self._source, self.trouble, self.typed = None, None, "", ""
        self._chosen = _Choices()
        self._stop()

    def _begin(self, act: Callable[[], Look], expects: Literal["first", "again"], words: str) -> None:
        self._number += 1
        number = self._number

        def run() -> tuple[int, Look | str]:
            try:
                return number, act()
            except InputProblem as told:
                return number, str(told)
            except Exception:
                _log.exception("import failed")
                return number, message("import.failed")

        self._expects, self.busy, self._again = expects, words, False
        work = Work(run, failure=message("import.failed"))
        work.done.connect(self._done)
        work.begin()
        self.changed.emit()

    def _done(self, result: tuple[int, Look | str]) -> None:
        number, found = result
        if number != self._number:
            return  # cancelled, or another one has been started since
        self.busy = ""
        if isinstance(found, str):
            self.trouble = found
        elif self._again and self.look is not None:
            self._start_again(self.look)
            return
        else:
            self.trouble, self.look = "", found
        self.changed.emit()

    # --- answers ----------------------------------------------------------------------------------------------------

    def answer(self, question: Question, value: str) -> None:
        """Answers a question."""
        if self.look is None:
            return
        if question.key == ENCODING and value != self.look.source.encoding:
            self._start_reading(value)
            return
        self._put(*imports.answered(self.look, question, value))

    def answer_all(self, questions: tuple[Question, ...]) -> None:
        """Answers these questions as they are proposed."""
        look = self.look
        if look is None:
            return
        mapping, choices = look.mapping, look.choices
        for question in questions:
            if question.proposed is not None:
                mapping, choices = imports.answered(replace(look, mapping=mapping, choices=choices), question, question.proposed)
        self._put(mapping, choices)

    def choose_role(self, line: imports.ColumnLine, value: str) -> None:
        """Says what a column is."""
        if self.look is not None:
            self._put(imports.with_role(self.look, line, value), self.look.choices)

    def use_table(self, table: TableProposal, *, use: bool) -> None:
        """Says whether a table is read."""
        if self.look is not None:
            self._put(self.look.mapping.with_use(table.fingerprint, use=use), self.look.choices)

    def _put(self, mapping: Mapping, choices: Dict[str, str]) -> None:
        """Keeps an answer at once; the look under it follows."""
        assert self.look is not None
        self.look = replace(self.look, mapping=mapping, choices=choices)
        if self.busy:
            self._again = True
            self.changed.emit()
        else:
            self._start_again(self.look)

    def _start_again(self, look: Look) -> None:
        self._begin(lambda: imports.look_again(look, look.mapping, look.choices), "again", LOOKING)

    def follow(self) -> None:
        """Looks again when the case has changed since."""
        look, case = self.look, self._model.case
        if look is not None and look.proposal.case is not case and not self.busy:
            self._begin(lambda: imports.for_case(look, case), "again", LOOKING)

    # --- the last step ----------------------------------------------------------------------------------------------

    @property
    def preview(self) -> Preview | None:
        """What would enter the case, without the places that were refused."""
        if self.look is None:
            return None
        found = self.look.preview
        refused = [number for number in imports.new_places(found) if self._chosen.places.get(found.places[number].key) is False]
        return imports.agreed(found, refused)

    def place_choice(self, key: str) -> bool | None:
        """Whether a new place is to be added; None while that is open."""
        return self._chosen.places.get(key)

    @property
    def entering(self) -> tuple[ProposedRecord, ...]:
        """The figures that enter the case as decided so far."""
        preview = self.preview
        return imports.entering(preview, self._chosen.decisions) if preview is not None else ()

    def choose_places(self, keys: Iterable[str], *, add: bool) -> None:
        """Says whether new places are added."""
        self._chosen.places.update(dict.fromkeys(keys, add))
        self.changed.emit()

    def decision(self, cell: Cell) -> Decision | None:
        """What is decided for a conflict."""
        return self._chosen.decisions.get(cell)

    def decide(self, cells: list[Cell], decision: Decision) -> None:
        """Decides conflicts."""
        for cell in cells:
            self._chosen.decisions[cell] = decision
        self.changed.emit()

    def go_to(self, step: Step) -> None:
        """Shows another step."""
        self.step, self.trouble = step, ""
        self.changed.emit()

    def problems(self) -> tuple[Problem, ...]:
        """What is to be settled before the step can be left; paths begin with `import.`."""
        look = self.look
        if look is None:
            return ()
        if self.step == 1:
            waiting = [question for question in look.unanswered() if question.key == ENCODING]
        else:
            waiting = [question for question in look.unanswered() if question.key != ENCODING]
        if waiting:
            return tuple(Problem("error", "import.answer", f"import.question.{each.key}", {"text": each.text}) for each in waiting[:8])
        if self.step == 1:
            used = any(look.in_use(table) for table in look.proposal.tables)
            return () if used else (Problem("error", "import.nothing", "import.tables"),)
        if self.step == 2:
            if self.busy or look.preview.records:
                return ()
            return (Problem("error", "import.same" if look.preview.same else "import.nothing", "import.tables"),)
        return self._open_choices(look)

    def _open_choices(self, look: Look) -> tuple[Problem, ...]:
        found = look.preview
        problems = [
            Problem("error", "import.place", f"import.place.{found.places[number].key}", {"label": found.places[number].label})
            for number in imports.new_places(found) if found.places[number].key not in self._chosen.places
        ]  # fmt: skip
        preview = self.preview
        assert preview is not None
        if open_ := sum(conflict.cell not in self._chosen.decisions for conflict in preview.conflicts):
            problems.append(Problem("error", "import.conflict", "import.conflicts", {"count": open_}))
        if not problems and not preview.records:
            problems.append(Problem("error", "import.all_refused", "import.tables"))
        return tuple(problems)

    def take_over(self) -> None:
        """Takes the figures into the case as one edit, remembers how the source was read, and says what came in."""
        preview, case = self.preview, self._model.case
        if preview is None or self.busy or self.problems():
            return
        try:
            merged = merge(case, preview, self._chosen.decisions)
        except InputProblem as told:
            self.trouble = str(told)
            self.follow()  # the figures of now, with the answers given
            self.changed.emit()
            return
        kept, self.look, self.step = self.look, None, 1  # what follows the edit must not look at the file again
        if not self._model.edit(merged, f"「{preview.source}」の取り込み"):
            self.look, self.step = kept, 3
            self.changed.emit()
            return
        mappings.keep(preview.mapping.fingerprint, preview.mapping.to_json())
        self.arrival = Arrival(self._model.case, import_words.came_in(preview, self._chosen.decisions))
        years = imports.years_of(preview.records)
        year = self.origin_year if self.origin_year in years else years[0]
        self.start_over()
        self.finished.emit(year)


def _remembered() -> list[Mapping]:
    """The mappings confirmed before, newest last; what cannot be read is passed over."""
    found = []
    for text in mappings.texts():
        try:
            found.append(Mapping.from_json(text))
        except InputProblem:
            continue
    return found


def import_desk(model: AppModel) -> ImportDesk:
    """The import of an open case; made when first asked for."""
    return model.findChild(ImportDesk) or ImportDesk(model)
