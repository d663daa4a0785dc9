"""The schemes: one folder each, found by being here. Nothing outside names one of them.

Not for: files, screens or formats; a scheme says what is so and what goes into its forms.
"""

import importlib
import pkgutil
from functools import cache

from sllassist.schemes.base import Scheme


@cache
def all_schemes() -> tuple[Scheme, ...]:
    """Every scheme of this program, in the order of their `order` numbers. A scheme folder offers `SCHEME`."""
    found: list[Scheme] = []
    for module in pkgutil.iter_modules(__path__):
        if module.ispkg:
            found.append(importlib.import_module(f"{__name__}.{module.name}").SCHEME)
    return tuple(sorted(found, key=lambda scheme: (scheme.order, scheme.id)))
