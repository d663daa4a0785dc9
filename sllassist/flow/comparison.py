"""A year against the base year as the screen shows it: both views, the two effects, bars, and the sentence. No Qt.

Not for: computing (`sllassist.emissions.split`); figures are rounded here, for showing only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sllassist import messages
from sllassist.case.coverage import missing_months
from sllassist.case.model import Case
from sllassist.case.periods import FISCAL_MONTHS
from sllassist.emissions.exact import handed_out
from sllassist.emissions.ledger import Ledger
from sllassist.emissions.split import UNITS, Comparison, Effects, GroupChange, Measure, base_year_of, compare_years
from sllassist.flow.questions import GAP
from sllassist.flow.rounding import shown, signed

MEASURES: tuple[tuple[Measure, str], ...] = (
    ("co2_basic_t", "CO2（基礎）"), ("co2_adjusted_t", "CO2（調整後）"), ("oil_kl", "原油換算"),
)  # fmt: skip
OWN, FIXED = "それぞれの年度の係数で計算", "基準年度の係数に固定して計算"
ROUNDED = "表の数字は小数第1位までの表示です。計算は丸める前の数字で行い、使用量の影響と係数の影響の和は増減と一致します。"
GAPS = "空欄の月あり"
REASONED = "理由あり"
NO_FULL_YEARS = "12か月分がそろっていない年度があるため、1年どうしの比較にはなりません。"
PROVISIONAL = "暫定"
_QUIET = ("own", "left")
"""Where the fixed factor comes from needs no word."""


@dataclass(frozen=True, slots=True)
class YearView:
    """What to show. `views`: name, base year, year, change, percent. `parts`: name, base, quantity, factor, year, change.

    The last of `parts` is the sum. `notes`: where a factor held fixed comes from when it is not the supply's own.
    Names of a year with a provisional factor say 暫定.
    `unfinished`: whether the base year and the year lack months; then `heads`, `bars` and the sentence say so.
    """

    title: str
    sentence: str
    views: tuple[tuple[str, str, str, str, str], ...]
    parts: tuple[tuple[str, str, str, str, str, str], ...]
    heads: tuple[str, str]
    bars: tuple[tuple[str, Decimal], ...]
    notes: tuple[str, ...]
    unit: str
    unfinished: tuple[bool, bool]


def covered(case: Case, year: int) -> str:
    """How much of a fiscal year its bills cover, in a word: "" for all of it, 10か月分, or that some months are empty.

    Where a reason was written for all that is empty, 理由あり is added; a reason makes no figure, so the year stays unfinished.
    """
    missing = missing_months(case, year)
    gaps = set(missing.values())
    if not gaps:
        return ""
    alike = len(gaps) == 1 and len(missing) == len({(supply.site_id, supply.energy) for supply in case.supplies})
    told = f"{len(FISCAL_MONTHS) - len(gaps.pop())}か月分" if alike else GAPS
    return f"{told}・{REASONED}" if has_reasons(case, year) else told


def has_reasons(case: Case, year: int) -> bool:
    """Whether months of the year are empty and a reason was written for every one of them as it stands."""
    missing = missing_months(case, year)
    supplies = {supply.id: (supply.site_id, supply.energy) for supply in case.supplies}
    reasons = set()
    for answer in case.accepted:
        names = answer.path.split(".")
        if answer.code == GAP and names[2:3] == [str(year)]:
            reasons.add((supplies.get(names[1]), answer.seen))
    return bool(missing) and all((use, "・".join(f"{month}月" for month in months)) in reasons for use, months in missing.items())


def year_name(case: Case, year: int) -> str:
    """2025年度, with what it covers in brackets when months are missing."""
    return _named(year, covered(case, year))


def year_view(case: Case, ledger: Ledger, year: int, measure: Measure) -> YearView | None:
    """`year` against the base year; None where there is no other year to compare it with."""
    base = base_year_of(case, ledger)
    if base is None or base == year or year not in ledger.fiscal_years:
        return None
    found = compare_years(ledger, base, year, measure)
    unit, total = UNITS[measure], found.total
    words = tuple(covered(case, each) for each in (base, year))
    unsure = tuple(PROVISIONAL if each in found.provisional_years else "" for each in (base, year))
    marks = ("基準" if base == case.plan.base_year else "", words[0], unsure[0]), (words[1], unsure[1])
    names = _named(base, *marks[0]), _named(year, *marks[1])
    parts = (*(_part(group) for group in found.energies()), ("合計", *_effects(total)))
    unfinished = bool(words[0]), bool(words[1])
    sentence = _sentence(names, total, unit, whole=not any(unfinished))
    bars = (
        (_named(base, *marks[0]) if any(marks[0]) else _named(base, "その年の係数"), handed_out(total.base)),
        (_named(year, "係数を固定", words[1], unsure[0]), handed_out(total.fixed)),
        (_named(year, "その年の係数", *marks[1]), handed_out(total.now)),
    )
    return YearView(
        f"{names[1]}と{names[0]}の比較", sentence, (_view(OWN, total, fixed=False), _view(FIXED, total, fixed=True)), parts,
        (_named(base, words[0], unsure[0]), names[1]), bars, tuple(_notes(case, found)), unit, unfinished,
    )  # fmt: skip


def _named(year: int, *marks: str) -> str:
    """2025年度（基準・10か月分）."""
    told = "・".join(mark for mark in marks if mark)
    return f"{year}年度（{told}）" if told else f"{year}年度"


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


def _sentence(names: tuple[str, str], total: Effects, unit: str, *, whole: bool) -> str:
    change = signed(total.change)
    words = {"＋": "増えました", "－": "減りました"} if whole else {"＋": "多い数字です", "－": "少ない数字です"}
    word = words.get(change[0], "")
    percent = total.change_percent
    if word:
        share = "" if percent is None else f"（{shown(abs(percent))}％）"
        first = f"{names[1]}は{names[0]}より {change[1:]} {unit}{share}{word}。"
    else:
        first = f"{names[1]}は{names[0]}とくらべて、小数第1位まででは変わりません。"
    effects = (("使用量の影響", total.quantity), ("係数の影響", total.factor))
    moved = f"{first}{'、'.join(_moved(name, signed(value), unit) for name, value in effects)}です。"
    return moved if whole else f"{NO_FULL_YEARS}{moved}"


def _notes(case: Case, found: Comparison) -> Iterable[str]:
    told: dict[str, None] = {}
    if found.provisional_years:
        years = "・".join(f"{year}年度" for year in found.provisional_years)
        told[messages.text("split.provisional", years=years)] = None
    for one in found.supplies:
        if one.basis not in _QUIET:
            site = case.site(one.supply.site_id)
            names = " ".join(part for part in ((site and site.name) or "", one.supply.called(one.energy_name), one.supplier) if part)
            told[f"{names}：固定する係数は、{messages.text(f'split.{one.basis}')}です。"] = None
    if found.left_out:
        told[f"計算に入れられない使用量が{found.left_out}件あり、比較に入っていません。"] = None
    return told
