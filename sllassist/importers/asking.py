"""Questions that only the user can answer, and the answers given or remembered.

Not for: how a question looks on the screen.
"""

from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace

from sllassist.messages import text as message


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: the value to give back, and the words for it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question. `key` names it (also in next year's file); `proposed` is an option's value or None.

    `count`: how many rows wait for the answer, `places`: where some of them stand. `remember`: the answer holds for next time.
    """

    key: str
    text: str
    options: tuple[Option, ...]
    proposed: str | None = None
    why: str = ""
    remember: bool = True
    count: int = 0
    places: tuple[str, ...] = ()


LEAVE = "leave_out"
"""The answer that leaves the figures in question out."""


def leave_option(key: str = "leave_out") -> Option:
    """The option to leave out."""
    return Option(LEAVE, message(f"importers_option.{key}"))


class Asker:
    """Collects the questions of one look at a source, and hands out the answers there are."""

    def __init__(self, answers: Dict[str, str]) -> None:
        self._answers = answers
        self._asked: dict[str, Question] = {}
        self._taken: dict[str, str] = {}
        self.turns = 0
        """How often something was asked, or rested on what was."""

    def ask(self, question: Question) -> str | None:
        """The answer, None when there is none yet; the question is then listed."""
        self.turns += 1
        answer = self._answers.get(question.key)
        if answer is not None and any(option.value == answer for option in question.options):
            if question.remember:
                self._taken[question.key] = answer
            return answer
        self._asked.setdefault(question.key, question)
        return None

    def insist(self, question: Question) -> None:
        """Lists a question although it has an answer: the answer cannot be followed here."""
        self._taken.pop(question.key, None)
        self._asked[question.key] = question

    def peek(self, key: str) -> str | None:
        """The answer to a question that was or will be asked."""
        return self._answers.get(key)

    def waiting(self, key: str, place: str, times: int = 1) -> None:
        """Notes that a row waits for an answer."""
        question = self._asked.get(key)
        if question is not None:
            places = (
                question.places if len(question.places) >= 5 or place in question.places else (*question.places, place)
            )
            self._asked[key] = replace(question, count=question.count + times, places=places)

    @property
    def open(self) -> tuple[Question, ...]:
        """Questions without an answer, in the order they came up."""
        return tuple(self._asked.values())

    @property
    def taken(self) -> dict[str, str]:
        """Answers that were used and are worth remembering."""
        return dict(self._taken)
