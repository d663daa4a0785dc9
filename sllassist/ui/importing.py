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
from sllassist.flow import imports
from sllassist.flow.import_outlook import Outlook, Taken, look_out, take
from sllassist.flow.imports import ENCODING, Look
from sllassist.importers import Decision, Mapping, Question, TableProposal, read_source
from sllassist.messages import text as message
from sllassist.store import mappings
from sllassist.ui.model import AppModel
from sllassist.ui.work import Work

_log = logging.getLogger("sllassist")
Step = Literal[1, 2, 3]
Sort = Literal["first", "again", "outlook", "take"]
"""What is being worked on beside the window."""
WORDS: dict[Sort, str] = {
    "first": "読んでいます。", "again": "調べ直しています。", "outlook": "数えています。", "take": "取り込んでいます。",
}  # fmt: skip


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


_Result = Look | Outlook | Taken


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
        self.outlook: Outlook | None = None
        self.trouble = ""
        self.busy = ""
        self.doing: Sort = "first"
        self.origin_year: int | None = None
        self.typed = ""
        self.arrival: Arrival | None = None
        self._source: Path | str | None = None
        self._chosen = _Choices()
        self._number = 0
        self._again = False
        self._use_remembered = True

    # --- reading ----------------------------------------------------------------------------------------------------

    def read(self, source: Path | str, *, encoding: str | None = None) -> None:
        """Reads a file (Path) or a pasted table (str) from the beginning."""
        self._source = source
        self.typed = str(source) if isinstance(source, Path) else ""
        self.step, self.look, self.outlook, self.trouble = 1, None, None, ""
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

        self._begin("first", act)

    def forget_remembered(self) -> None:
        """Reads the same source again without the answers of earlier imports."""
        if self.look is None:
            return
        self._use_remembered = False
        self._chosen = _Choices()
        self._start_reading(self.look.choices.get(ENCODING))

    def cancel(self) -> None:
        """Lets go of what is being done; an earlier reading stays, unless it waits for its answers to be worked in."""
        if self.busy and self.doing == "again":
            self.start_over()
            return
        if self.busy and self.doing == "outlook":
            self.step = 2
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
        self.look, self.outlook, self._source, self.trouble, self.typed = None, None, None, "", ""
        self._chosen = _Choices()
        self._stop()

    def _begin(self, sort: Sort, act: Callable[[], _Result]) -> None:
        self._number += 1
        number = self._number

        def run() -> tuple[int, _Result | str]:
            try:
                return number, act()
            except InputProblem as told:
                return number, str(told)
            except Exception:
                _log.exception("import failed")
                return number, message("import.failed")

        self.doing, self.busy, self._again = sort, WORDS[sort], False
        work = Work(run, failure=message("import.failed"))
        work.done.connect(self._done)
        work.begin()
        self.changed.emit()

    def _done(self, result: tuple[int, _Result | str]) -> None:
        number, found = result
        if number != self._number:
            return  # cancelled, or another one has been started since
        if isinstance(found, Taken):
            self._put_in(found)
            return
        self.busy = ""
        if isinstance(found, str):
            self.trouble = found
            if self.doing == "take":
                self.follow()  # the figures of now, with the answers given
        elif self._again:
            self._start_again()
            return
        elif isinstance(found, Look):
            self.trouble, self.look = "", found
            if self.step == 3:
                self._look_out()
                return
            self.outlook = None
        else:
            self.outlook = found
            self.follow()
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
        self._wait_or_start("again")

    def _wait_or_start(self, sort: Sort) -> None:
        """Starts the work anew, or once what is under way has ended; an outlook follows every new look by itself."""
        if not self.busy:
            self.doing = sort
            self._start_again()
            return
        self._again = sort in ("again", self.doing)
        self.changed.emit()

    def _start_again(self) -> None:
        look = self.look
        assert look is not None
        if self.doing == "outlook":
            self._look_out()
        else:
            self._begin("again", lambda: imports.look_again(look, look.mapping, look.choices))

    def _look_out(self) -> None:
        look, chosen = self.look, self._chosen
        assert look is not None
        places, decisions = dict(chosen.places), dict(chosen.decisions)
        self._begin("outlook", lambda: look_out(look.preview, places, decisions))

    def follow(self) -> None:
        """Looks again when the case has changed since."""
        look, case = self.look, self._model.case
        if look is not None and look.proposal.case is not case and not self.busy:
            self._begin("again", lambda: imports.for_case(look, case))

    # --- the last step ----------------------------------------------------------------------------------------------

    def place_choice(self, key: str) -> bool | None:
        """Whether a new place is to be added; None while that is open."""
        return self._chosen.places.get(key)

    def choose_places(self, keys: Iterable[str], *, add: bool) -> None:
        """Says whether new places are added."""
        self._chosen.places.update(dict.fromkeys(keys, add))
        self._wait_or_start("outlook")

    def decision(self, cell: Cell) -> Decision | None:
        """What is decided for a conflict."""
        return self._chosen.decisions.get(cell)

    def decide(self, cells: list[Cell], decision: Decision) -> None:
        """Decides conflicts."""
        self._chosen.decisions.update(dict.fromkeys(cells, decision))
        self._wait_or_start("outlook")

    def go_to(self, step: Step) -> None:
        """Shows another step."""
        self.step, self.trouble = step, ""
        if self.busy and self.doing == "outlook":
            self._stop()
        if step == 3 and not self.busy and self.outlook is None:
            self._look_out()
        else:
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
            if not look.preview.same and (why := look.why_nothing()) is not None:
                return (Problem("error", "import.nothing_because", "import.tables", {"reason": why[0], "count": why[1]}),)
            return (Problem("error", "import.same" if look.preview.same else "import.nothing", "import.tables"),)
        return self._open_choices(self.outlook) if self.outlook is not None else ()

    def _open_choices(self, outlook: Outlook) -> tuple[Problem, ...]:
        chosen, places = self._chosen, outlook.found.places
        problems = [
            Problem("error", "import.place", f"import.place.{places[number].key}", {"label": places[number].label})
            for number in outlook.new if places[number].key not in chosen.places
        ]  # fmt: skip
        refused = {number for number in outlook.new if chosen.places.get(places[number].key) is False}
        if open_ := sum(cell not in chosen.decisions for place, cell in outlook.conflicts if place not in refused):
            problems.append(Problem("error", "import.conflict", "import.conflicts", {"count": open_}))
        if not problems and outlook.counts.keys() <= refused:
            problems.append(Problem("error", "import.all_refused", "import.tables"))
        return tuple(problems)

    def take_over(self) -> None:
        """Takes the figures into the case as one edit, remembers how the source was read, and says what came in."""
        outlook, case, decisions = self.outlook, self._model.case, dict(self._chosen.decisions)
        if outlook is not None and not self.busy and not self.problems():
            self._begin("take", lambda: take(case, outlook.preview, decisions))

    def _put_in(self, taken: Taken) -> None:
        """The one edit."""
        kept, outlook = self.look, self.outlook
        assert kept is not None
        assert outlook is not None
        if self._model.case is not taken.before:
            self.busy = ""
            self.follow()
            return
        self.look, self.step = None, 1  # what follows the edit must not look at the file again
        done = self._model.edit(taken.after, f"「{outlook.preview.source}」の取り込み")
        self.busy = ""
        if not done:
            self.look, self.step = kept, 3
            self.changed.emit()
            return
        mapping = outlook.preview.mapping
        mappings.keep(mapping.fingerprint, mapping.to_json())
        self.arrival = Arrival(self._model.case, taken.sentence)
        year = self.origin_year if self.origin_year in taken.years else taken.years[0]
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
