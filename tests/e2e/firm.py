"""A made-up firm: what lies on its desk, and what follows from it by hand. Nothing of the product computes here.

Factors for fiscal year 2025, written out: GJ per unit and tC per GJ of 算定省令 別表第1 (from FY2023), t-CO2 per kWh of the
retailers' menus (環境省・経産省 電気事業者別排出係数 R6年度実績), 1 t of propane = 502 m3 (定期報告書 記入要領).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

NAME = "合名会社髙﨑鍍金𠮷田"
SUWA, MATSUMOTO = "諏訪工場", "松本営業所"
MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
BASE, FIRST, LAST = 2025, 2026, 2028

POWER = (21480, 19860, 20130, 22950, 24610, 22740, 20380, 19970, 23160, 25040, 24870, 22340)  # kWh
GAS = ("212", "198.5", "187", "175", "168", "171", "189", "204.5", "233", "251", "246", "229")  # m3
KEROSENE = (320, 180, 0, 0, 0, 0, 90, 410, 690, 820, 760, 540)  # L
PETROL = ("141.2", "138", "150.5", "149", "160", "155", "147.3", "144", "162", "139", "133", "158")  # L
OFFICE_POWER = (1480, 1310, 1390, 1720, 1850, 1610, 1330, 1290, 1570, 1880, 1810, 1540)  # kWh
OFFICE_KEROSENE = (60, 20, 0, 0, 0, 0, 15, 70, 130, 160, 150, 95)  # L


TWO_UNITS = (SUWA, "kerosene")
"""The delivery note of April says 0.32 kL, all others litres."""


@dataclass(frozen=True)
class Line:
    """One energy of a site over the year. Bills are stated in `unit`, of which `per` make up the factor's own unit."""

    site: str
    energy: str
    supplier: str
    menu: str | None
    unit: str
    bills: tuple[int | str, ...]
    per: int
    gj: str
    carbon: str = ""
    """tC per GJ; "" where the supplier tells t-CO2 per unit, `co2`."""
    co2: str = ""

    @property
    def figures(self) -> tuple[Fraction, ...]:
        """The bills from April on."""
        return tuple(Fraction(figure) for figure in self.bills)

    @property
    def heat(self) -> Fraction:
        """GJ of the year."""
        return sum(self.figures, Fraction(0)) / self.per * Fraction(self.gj)

    @property
    def tonnes(self) -> Fraction:
        """t-CO2 of the year."""
        if self.carbon:
            return self.heat * Fraction(self.carbon) * 44 / 12
        return sum(self.figures, Fraction(0)) / self.per * Fraction(self.co2)


LINES = (
    Line(SUWA, "electricity", "A0270", "メニューB(残差)", "kWh", POWER, 1000, "8.64", co2="0.411"),
    Line(SUWA, "lpg", "", None, "m3", GAS, 502, "50.1", "0.0163"),
    Line(SUWA, "kerosene", "", None, "L", KEROSENE, 1000, "36.5", "0.0187"),
    Line(SUWA, "gasoline", "", None, "L", PETROL, 1000, "33.4", "0.0187"),
    Line(MATSUMOTO, "electricity", "A0130", "メニューF", "kWh", OFFICE_POWER, 1000, "8.64", co2="0.387"),
    Line(MATSUMOTO, "kerosene", "", None, "L", OFFICE_KEROSENE, 1000, "36.5", "0.0187"),
)
HEAT = sum((line.heat for line in LINES), Fraction(0))
OIL = HEAT * Fraction("0.0258")
TONNES = sum((line.tonnes for line in LINES), Fraction(0))

MEASURES = (
    ("諏訪工場の照明をLEDに替える", SUWA, Fraction("9.5"), 2026),
    ("めっき槽の加温をヒートポンプに替える", None, Fraction(14), 2027),
)
REASON = "めっき槽の加温をLPガスからヒートポンプに替え、\n諏訪工場の照明をLEDにするため、この目標にしました。"
ORGANISATION = "代表社員を責任者とし、製造課が毎月の使用量を確かめます。"


def target(year: int) -> Fraction:
    """Allowed in a year of the plan: 5 % of the base year less each year."""
    return TONNES * (1 - Fraction(5, 100) * (year - BASE))


def planned(year: int) -> Fraction:
    """Expected in a year of the plan, with the measures carried out by then."""
    return TONNES - sum((tonnes for _, _, tonnes, when in MEASURES if when <= year), Fraction(0))


def rounded(value: Fraction, digits: int) -> str:
    """With commas, half away from zero; a tie would be a bad example, for ways of rounding differ there."""
    assert (value * 10**digits * 2) % 2 != 1, "choose other figures"
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,f}"


def block(*columns: tuple[int, ...]) -> str:
    """Columns of figures as a spreadsheet puts them on the clipboard, with thousands marked."""
    return "".join("\t".join(f"{figure:,}" for figure in row) + "\r\n" for row in zip(*columns, strict=True))
