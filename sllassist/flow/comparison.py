"""A year against the base year as the screen shows it: both views, the two effects, bars, and the sentence. No Qt.

Not for: computing (`sllassist.emissions.split`); figures are rounded here, for showing only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sllassist import messages
from sllassist.case.model import Case
from sllassist.emissions.exact import handed_out
from sllassist.emissions.ledger import Ledger
from sllassist.emissions.split import UNITS, Comparison, Effects, GroupChange, Measure, base_year_of, compare_years
from sllassist.flow.rounding import shown, signed

MEASURES: tuple[tuple[Measure, str], ...] = (
    ("co2_basic_t", "CO2（基礎）"), ("co2_adjusted_t", "CO2（調整後）"), ("oil_kl", "原油換算"),
)  # fmt: skip
OWN, FIXED = "それぞれの年度の係数で計算", "基準年度の係数に固定して計算"
ROUNDED = "表の数字は小数第1位までの表示です。計算は丸める前の数字で行い、使用量の影響と係数の影響の和は増減と一致します。"
_QUIET = ("own", "left")
"""Where the fixed factor comes from needs no word."""


@dataclass(frozen=True, slots=True)
class YearView:
    """What to show. `views`: name, base year, year, change, percent. `parts`: name, base, quantity, factor, year, change.

    The last of `parts` is the sum. `notes`: where a factor held fixed comes from when it is not the supply's own.
    """

    title: str
    sentence: str
    views: tuple[tuple[str, str, str, str, str], ...]
    parts: tuple[tuple[str, str, str, str, str, str], ...]
    heads: tuple[str, str]
    bars: tuple[tuple[str, Decimal], ...]
    notes: tuple[str, ...]
    unit: str


def year_view(case: Case, ledger: Ledger, year: int, measure: Measure) -> YearView | None:
    """`year` against the base year; None where there is no other year to compare it with."""
    base = base_year_of(case, ledger)
    if base is None or base == year or year not in ledger.fiscal_years:
        return None
    found = compare_years(ledger, base, year, measure)
    unit, total = UNITS[measure], found.total
    names = f"{base}年度（基準）" if base == case.plan.base_year else f"{base}年度", f"{year}年度"
    parts = (*(_part(group) for group in found.energies()), ("合計", *_effects(total)))
    sentence = _sentence(names, total, unit)
    bars = (
        (names[0] if "（" in names[0] else f"{names[0]}（その年の係数）", handed_out(total.base)),
        (f"{names[1]}（係数を固定）", handed_out(total.fixed)),
        (f"{names[1]}（その年の係数）", handed_out(total.now)),
    )
    return YearView(
        f"{names[1]}と{names[0]}の比較", sentence, (_view(OWN, total, fixed=False), _view(FIXED, total, fixed=True)), parts, names,
        bars, tuple(_notes(case, found)), unit,
    )  # fmt: skip


def _view(name: str, total: Effects, *, fixed: bool) -> tuple[str, str, str, str, str]:
    now, change = (total.fixed, total.quantity) if fixed else (total.now, total.change)
    percent = total.fixed_percent if fixed else total.change_percent
    return name, shown(total.base), shown(now), signed(change), "" if percent is None else f"{signed(percent)}％"


def _effects(effects: Effects) -> tuple[str, str, str, str, str]:
    return shown(effects.base), signed(effects.quantity), signed(effects.factor), shown(effects.now), signed(effects.change)


def _part(group: GroupChange) -> tuple[str, str, str, str, str, str]:
    return group.energy_name, *_effects(group.effects)


def _moved(name: str, value: str, unit: str) -> str:
    """＋1.2 → 使用量の影響が 1.2 t-CO2の増加."""
    if value[0] not in "＋－":
        return f"{name}はなし"
    return f"{name}が {value[1:]} {unit} の{'増加' if value[0] == '＋' else '減少'}"


def _sentence(names: tuple[str, str], total: Effects, unit: str) -> str:
    change = signed(total.change)
    word = {"＋": "増えました", "－": "減りました"}.get(change[0], "")
    percent = total.change_percent
    if word:
        share = "" if percent is None else f"（{shown(abs(percent))}％）"
        first = f"{names[1]}は{names[0]}より {change[1:]} {unit}{share}{word}。"
    else:
        first = f"{names[1]}は{names[0]}とくらべて、小数第1位まででは変わりません。"
    effects = (("使用量の影響", total.quantity), ("係数の影響", total.factor))
    return f"{first}{'、'.join(_moved(name, signed(value), unit) for name, value in effects)}です。"


def _notes(case: Case, found: Comparison) -> Iterable[str]:
    told: dict[str, None] = {}
    for one in found.supplies:
        if one.basis not in _QUIET:
            site = case.site(one.supply.site_id)
            names = " ".join(part for part in ((site and site.name) or "", one.energy_name, one.supplier) if part)
            told[f"{names}：固定する係数は、{messages.text(f'split.{one.basis}')}です。"] = None
    if found.left_out:
        told[f"計算に入れられない使用量が{found.left_out}件あり、比較に入っていません。"] = None
    return told
