"""Reads what people type or paste into numbers and codes, tolerantly; stores strictly.

Names and addresses are never normalised beyond line breaks and outer blanks (髙﨑𠮷 stay as typed).
Not for: dates (`periods`) and units alone (`units`).
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from sllassist.case.problems import InputProblem
from sllassist.case.units import parse_unit

_DASHES = str.maketrans(dict.fromkeys("−‐‑‒–—―ーｰ－", "-"))
_NUMBER = re.compile(r"^(?P<minus>[-▲△]?)\s*(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)\s*(?P<unit>[^\d\s.,].*)?$")
_APART = re.compile(r"\d\s+\d")
_GROUPS = re.compile(r"\d{1,3}(?:\s\d{3})+(?![\d,])")
"""Digits with blanks between the thousands, as 1 234 567."""
MAX_ABS = Decimal(10) ** 13
"""Largest figure the program takes; a bank's largest balance sheet fits below it."""
MAX_PLACES = 6


@dataclass(frozen=True, slots=True)
class Typed:
    """A number as typed: its value and, when one stood behind it, the unit text; 円 when a yen sign stood before it."""

    value: Decimal
    unit_text: str


def parse_number(text: str, label: str = "値") -> Typed:
    """Reads 1,234.5 / １２３ / ▲5 / −5 / ￥1,000 / "12345 kWh" / "1　234".

    Blanks between digits are read only where they part thousands: 1000 20 may be two numbers.
    Raises InputProblem `number.empty`, `number.unreadable`, `number.apart`, `number.too_large` or `number.too_fine`, with `label`.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    plain, yen = re.subn(r"^(-?)\s*[¥\\]\s*", r"\1", plain)
    if not plain:
        raise InputProblem("number.empty", label=label)
    if _APART.search(plain):
        plain = re.sub(rf"^([-▲△]?\s*)({_GROUPS.pattern})", lambda found: found[1] + re.sub(r"\s", "", found[2]), plain)
        if _APART.search(plain):
            raise InputProblem("number.apart", label=label)
    match = _NUMBER.match(plain)
    if not match:
        raise InputProblem("number.unreadable", label=label)
    value = Decimal(match["digits"].replace(",", "").rstrip(".") or "0")
    if value >= MAX_ABS:
        raise InputProblem("number.too_large", label=label)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MAX_PLACES:
        raise InputProblem("number.too_fine", label=label, places=MAX_PLACES)
    unit = (match["unit"] or "").strip()
    if yen and "円" not in unit:
        unit = f"¥{unit}" if unit else "円"
    return Typed(-value if match["minus"] else value, unit)


def parse_quantity(text: str, unit: str, label: str = "使用量") -> tuple[Decimal, str]:
    """A quantity with the unit it is meant in: the unit typed behind the number, else `unit`.

    Raises InputProblem as `parse_number`, `number.negative` below zero, `unit.unknown` for a unit nobody knows.
    """
    typed = parse_number(text, label)
    if typed.value < 0:
        raise InputProblem("number.negative_bill", label=label)
    if not typed.unit_text:
        return typed.value, unit
    found = parse_unit(typed.unit_text)
    if found is None:
        raise InputProblem("unit.unknown", label=label, unit=typed.unit_text)
    return typed.value, found


_MONEY = {
    "": Decimal(1),
    "円": Decimal(1),
    "千": Decimal(10) ** 3,
    "万": Decimal(10) ** 4,
    "千万": Decimal(10) ** 7,
    "千万円": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "億": Decimal(10) ** 8,
    "千円": Decimal(10) ** 3,
    "万円": Decimal(10) ** 4,
    "百万円": Decimal(10) ** 6,
    "億円": Decimal(10) ** 8,
}


def parse_yen(text: str, label: str = "金額") -> Decimal:
    """An amount in yen; 千円, 万円, 百万円, 億円 behind the number are understood.

    Raises InputProblem as `parse_number`, and `number.yen_unit`, `number.negative`, `number.not_whole`.
    """
    typed = parse_number(text, label)
    factor = _MONEY.get(typed.unit_text.replace("也", ""))
    if factor is None:
        raise InputProblem("number.yen_unit", label=label)
    if typed.value < 0:
        raise InputProblem("number.negative", label=label)
    yen = typed.value * factor
    if yen != yen.to_integral_value():
        raise InputProblem("number.not_whole", label=label)
    return yen.quantize(Decimal(1))


def parse_count(text: str, label: str, suffixes: tuple[str, ...] = ("人", "名", "台", "年", "か月", "ヶ月", "か年")) -> int:
    """A whole number ≥ 0 such as 42 or ４２人. Raises InputProblem as `parse_number`, `number.negative`, `number.not_whole`."""
    typed = parse_number(text, label)
    if typed.unit_text and typed.unit_text not in suffixes:
        raise InputProblem("number.unreadable", label=label)
    if typed.value < 0:
        raise InputProblem("number.negative", label=label)
    if typed.value != typed.value.to_integral_value():
        raise InputProblem("number.not_whole", label=label)
    return int(typed.value)


def _digits(text: str) -> str:
    return re.sub(r"[\s\-〒()]", "", unicodedata.normalize("NFKC", text).translate(_DASHES))


def parse_postcode(text: str, label: str = "郵便番号") -> str:
    """Seven digits from 〒123-4567, １２３４５６７ and the like. Raises InputProblem `postcode.unreadable`."""
    digits = _digits(text)
    if not re.fullmatch(r"\d{7}", digits):
        raise InputProblem("postcode.unreadable", label=label)
    return digits


def parse_corporate_number(text: str, label: str = "法人番号") -> str:
    """Thirteen digits with a right check digit; a 12-digit 会社法人等番号 gets its check digit put in front.

    平成26年財務省令70号: 9 − (Σ Pn·Qn mod 9), n from the lowest digit, Qn = 1 for odd n, 2 for even n.
    Raises InputProblem `corporate_number.length` or `corporate_number.check`.
    """
    digits = _digits(text)
    if not re.fullmatch(r"\d{12,13}", digits):
        raise InputProblem("corporate_number.length", label=label)
    base = digits[-12:]
    total = sum(int(digit) * (1 if n % 2 else 2) for n, digit in enumerate(reversed(base), 1))
    check = str(9 - total % 9)
    if len(digits) == 13 and digits[0] != check:
        raise InputProblem("corporate_number.check", label=label)
    return check + base


def parse_email(text: str, label: str = "メールアドレス") -> str:
    """A mail address in half-width letters. Raises InputProblem `email.unreadable`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+", plain):
        raise InputProblem("email.unreadable", label=label)
    return plain


def parse_phone(text: str, label: str = "電話番号") -> str:
    """A telephone number with half-width digits and hyphens as typed. Raises InputProblem `phone.unreadable`."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    if not re.fullmatch(r"\+?[\d\-() ]{6,20}(?:内線\s*\d+)?", plain) or len(re.sub(r"\D", "", plain)) < 6:
        raise InputProblem("phone.unreadable", label=label)
    return plain


def clean_name(text: str) -> str:
    """A name or address as typed: outer blanks trimmed, line breaks turned to blanks, か＋゛ composed; nothing else."""
    composed = re.sub(r"([か-とは-ほカ-トハ-ホうウ])[\u3099\u309a]", lambda m: unicodedata.normalize("NFC", m[0]), text)
    return re.sub(r"\s*[\r\n]+\s*", " ", composed).strip(" \t\u3000")
