"""The sample firms that come with the program (`resources/samples/`). Not for: the user's files."""

from sllassist.case.model import Case
from sllassist.paths import resource
from sllassist.store.casefile import read_case

DEFAULT = "mihon_seiki"


def sample_ids() -> tuple[str, ...]:
    """Ids of all samples."""
    return tuple(sorted(path.stem for path in resource("samples").glob("*.json")))


def sample(sample_id: str = DEFAULT) -> Case:
    """A sample Case. Raises KeyError for an id no sample has."""
    if sample_id not in sample_ids():
        raise KeyError(sample_id)
    return read_case(resource("samples", f"{sample_id}.json"))
