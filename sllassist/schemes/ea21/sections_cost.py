"""What it costs over five years, for the firm and for every size.

Not for: the arithmetic (`costs`).
"""

from decimal import Decimal

from sllassist.case.periods import fiscal_year_of
from sllassist.schemes.base import Facts, Row, Section
from sllassist.schemes.ea21 import facts as of
from sllassist.schemes.ea21.costs import SizeClass, low_load_first_yen, own_class, size_classes

_LEADS: dict[of.Load, str] = {
    "high": "業種（{industry}）は、環境負荷が比較的大きい事業所の表で計算しています。",
    "low": "業種（{industry}）は、環境負荷が比較的小さい事業所とみられ、審査の日数は別の表で決まります。その表は確認できていないため、"
    "下は環境負荷が大きい事業所の表による参考の額です。",
    "other": "業種（{industry}）は審査の日数が別に決まるため、下は参考の額です。中央事務局に確かめてください。",
    "unknown": "どちらの表になるかが決まっていないため、下は環境負荷が大きい事業所の表による参考の額です。",
}


def _days(number: Decimal, at_least: bool) -> str:
    return f"{number.normalize():f}{'以上' if at_least else ''}"


def _yen(yen: Decimal, at_least: bool) -> str:
    return f"{yen:,.0f}円{'以上' if at_least else ''}"


def _notes(facts: Facts) -> tuple[str, ...]:
    rate = of.param(facts, "cost.rate_yen")
    days, fee, low = (of.param(facts, key).note for key in ("cost.man_days", "cost.fee_yen", "cost.low_load"))
    return (
        f"審査の費用は、審査の日数（人日）×{rate.number:,}円です。消費税と審査員の交通費は別にかかります。{days}",
        f"登録料は2年分です。{fee}", *((low,) if of.load(facts) == "low" else ()),
        f"{fiscal_year_of(facts.as_of)}年度の額かどうかは確認できていません。申し込む前に、中央事務局のホームページで確かめてください。",
        of.source_note(facts, "cost.man_days"),
    )


def five_years(facts: Facts) -> Section:
    """The firm's own five years."""
    size, load = own_class(facts), of.load(facts)
    lead = _LEADS[load].format(industry=of.industry_words(facts))
    title = "登録の年から5年間の費用（税別）"
    if size is None:
        return Section("ea21-cost", title, f"従業員の数が分かると計算します。{lead}", notes=_notes(facts))
    rows = [
        Row(
            (
                f"{one.year}年目　{one.name}", _days(one.man_days, one.at_least), _yen(one.audit_yen, one.at_least),
                _yen(one.fee_yen, False) if one.fee_yen else "なし", _yen(one.total_yen, one.at_least),
            )
        )
        for one in size.audits
    ]
    first, total = size.audits[0].total_yen, size.five_years_yen
    reference = "" if load == "high" else "（参考）"
    figures = [
        (f"最初の年{reference}", _yen(first, size.at_least)), (f"5年間の合計{reference}", _yen(total, size.at_least)),
        ("人数の区分", size.words),
    ]
    low = low_load_first_yen(facts)
    if load == "low" and low is not None:
        figures[0] = ("最初の年（計算例から）", _yen(low, False))
    return Section(
        "ea21-cost", title, f"{lead}{_margin(facts, size)}", ("年", "審査の人日", "審査の費用", "登録料", "合計"), tuple(rows),
        tuple(figures), _notes(facts),
    )


def _margin(facts: Facts, size: SizeClass) -> str:
    """How the people are counted, and where the next class begins."""
    people = facts.case.firm.employees
    told = f"従業員{people:,}人として計算しています。" if people is not None else ""
    more = f"常勤の役員とパート・アルバイトを含めて{size.most + 1:,}人以上になると、次の区分です。" if size.most is not None else ""
    return f"{told}{more}"


def all_sizes(facts: Facts) -> Section:
    """First year and five years of every size class."""
    own = own_class(facts)
    rows = [
        Row(
            (one.words, _yen(one.audits[0].total_yen, one.at_least), _yen(one.five_years_yen, one.at_least)),
            "貴社の区分" if own is not None and one.words == own.words else "",
        )
        for one in size_classes(facts)
    ]
    return Section(
        "ea21-cost-sizes", "人数ごとの費用（環境負荷が比較的大きい事業所、税別）", "製造業・建設業・修理業・廃棄物処理業などの表です。",
        ("人数（役員・パートを含む）", "最初の年", "5年間の合計"), tuple(rows), notes=(of.source_note(facts, "cost.fee_yen"),),
    )
