"""How safe the work is right now, in one sentence for the line at the foot of the window.

Not for: the reasons why something cannot be saved; those are StoreProblems.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sllassist import messages
from sllassist.case.problems import Problem

State = Literal["new", "waiting", "saved", "failed", "read_only"]
"""new: nothing entered yet; waiting: changes are in the journal and not in the file; saved: all is in the file;
failed: the file could not be written (`problem` says why and what to do); read_only: nothing may be changed."""


@dataclass(frozen=True, slots=True)
class Status:
    """The state of saving. `problem` says what is wrong with the file, `unsafe` with the user's data folder."""

    state: State
    saved_at: dt.datetime | None = None
    named: bool = True
    problem: Problem | None = None
    unsafe: Problem | None = None

    @property
    def sentence(self) -> str:
        """One Japanese sentence."""
        if self.problem:
            return self.problem.message
        if self.state == "saved" and self.saved_at:
            local = self.saved_at.astimezone()
            key = "store.status_saved" if self.named else "store.status_kept"
            return messages.text(key, time=f"{local.hour}:{local.minute:02}")
        return messages.text(
            {"new": "store.status_new", "waiting": "store.status_waiting"}.get(self.state, "store.status_opened")
        )
