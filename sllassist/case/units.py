"""Units as printed on bills, how people write them, and exact conversions between those of one kind.

Not for: conversions that need a fact of the outside world (LPG m3 → t, m3 → Nm3, km → L); those need knowledge.
"""

import unicodedata
from decimal import Decimal
from typing import Final

from sllassist.case.problems import InputProblem

_SIZES: Final[dict[str, dict[str, Decimal]]] = {
    "electricity": {"kWh": Decimal(1), "千kWh": Decimal(1000), "MWh": Decimal(1000)},
    "heat": {"MJ": Decimal(1), "GJ": Decimal(1000), "TJ": Decimal(1_000_000)},
    "volume_gas": {"m3": Decimal(1), "千m3": Decimal(1000)},
    "volume_normal": {"Nm3": Decimal(1), "千Nm3": Decimal(1000)},
    "mass": {"kg": Decimal(1), "t": Decimal(1000)},
    "volume_liquid": {"L": Decimal(1), "kL": Decimal(1000)},
    "distance": {"km": Decimal(1)},
}
"""Kind → unit → how many of the kind's smallest unit it is."""

_KIND_OF: Final = {unit: kind for kind, units in _SIZES.items() for unit in units}

_SPELLINGS: Final[dict[str, str]] = {
    "kwh": "kWh", "キロワット時": "kWh", "キロワットアワー": "kWh", "千kwh": "千kWh", "mwh": "MWh",
    "mj": "MJ", "gj": "GJ", "tj": "TJ",
    "m3": "m3", "m³": "m3", "立方メートル": "m3", "立米": "m3", "リューベ": "m3", "千m3": "千m3", "km3": "千m3",
    "nm3": "Nm3", "nm³": "Nm3", "m3n": "Nm3", "ノルマル立方メートル": "Nm3", "千nm3": "千Nm3",
    "kg": "kg", "キログラム": "kg", "キロ": "kg", "t": "t", "トン": "t", "ton": "t",
    "l": "L", "ℓ": "L", "リットル": "L", "kl": "kL", "kℓ": "kL", "キロリットル": "kL",
    "km": "km", "キロメートル": "km",
}


def units_of(kind: str) -> tuple[str, ...]:
    """Units of a kind, smallest first.

    Kinds: "electricity", "heat", "volume_gas" (as metered), "volume_normal" (0 ℃, 1 atm), "mass", "volume_liquid",
    "distance".
    """
    return tuple(_SIZES[kind])


def kind_of(unit: str) -> str | None:
    """Kind of a canonical unit, or None when it is unknown."""
    return _KIND_OF.get(unit)


def parse_unit(text: str) -> str | None:
    """Canonical unit for what a person wrote (㎥, KWH, リットル …), or None when it is no unit we know."""
    return _SPELLINGS.get(unicodedata.normalize("NFKC", text).strip().lower())


def ratio(unit: str, to: str) -> Decimal:
    """How many `to` one `unit` is, exactly (千kWh → kWh: 1000; kL → L: 1000).

    Raises InputProblem `unit.incompatible` when the two are not of one kind.
    """
    kind = _KIND_OF.get(unit)
    if kind is None or _KIND_OF.get(to) != kind:
        raise InputProblem("unit.incompatible", unit=unit, to=to)
    return _SIZES[kind][unit] / _SIZES[kind][to]


def convert(quantity: Decimal, unit: str, to: str) -> Decimal:
    """`quantity` stated in `unit`, in `to`; exact. Raises InputProblem as `ratio`."""
    return quantity * ratio(unit, to)
