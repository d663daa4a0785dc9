"""Holds the garbage collector back while many rows are made.

Its passes over hundreds of thousands of fresh rows, none of which hang together in circles, take longer than the reading.
Not for: anything that runs for long.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def many_objects() -> Iterator[None]:
    """While inside, no collection of circular garbage starts by itself; afterwards it is as before.

    What was made is then among the old objects, so that the first collection afterwards does not pass over it at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
