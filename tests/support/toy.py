"""One more scheme than the program has, taken away again after the test."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sllassist.schemes
from sllassist.knowledge import Knowledge, load_knowledge
from sllassist.schemes import all_schemes

TOY = Path(__file__).resolve().parents[1] / "schemes" / "toy"
"""Holds the scheme's folder `toy_sll/`, and `schemes/toy_sll.toml` as a folder of facts does."""


@contextmanager
def toy_scheme() -> Iterator[Knowledge]:
    """The program with the made-up scheme in it; the facts to judge with."""
    sllassist.schemes.__path__.append(str(TOY))
    all_schemes.cache_clear()
    importlib.invalidate_caches()
    try:
        yield load_knowledge(TOY)
    finally:
        sllassist.schemes.__path__.remove(str(TOY))
        all_schemes.cache_clear()
        for name in [name for name in sys.modules if name.startswith("sllassist.schemes.toy_sll")]:
            del sys.modules[name]
