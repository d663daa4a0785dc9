"""The chart of a target path: base year, what happened, what is planned, and the target of each year.

Not for: drawing it (`sllassist.documents.chart` on paper, the window on the screen).
"""

from sllassist.documents.chart import Chart, ChartYear
from sllassist.schemes.base import TargetPath


def target_chart(path: TargetPath) -> Chart:
    """The description of the chart of `path`, in t-CO2."""
    years = [ChartYear(f"{path.base_year}年度（基準）", actual=path.base_t)]
    for year in path.years:
        planned = year.planned_t if year.actual_t is None else None
        label = f"{year.fiscal_year}年度{'（実績）' if year.actual_t is not None else '（見込）' if planned is not None else ''}"
        years.append(ChartYear(label, actual=year.actual_t, planned=planned, target=year.target_t))
    rate = f"{path.rate_percent.normalize():f}"
    return Chart(f"CO2排出量と目標（年平均{rate}％削減）", "t-CO2", sentence(path), tuple(years), "#,##0.0")


def sentence(path: TargetPath) -> str:
    """What the chart shows, in one sentence."""
    last = path.years[-1]
    goal = f"{last.fiscal_year}年度までに {last.target_t:,.1f} t-CO2 以下"
    cut = f"{path.base_year}年度の {path.base_t:,.1f} t-CO2 を、{goal}にする計画です。"
    reached = [year for year in path.years if year.actual_t is not None]
    if reached:
        newest = reached[-1]
        word = "下回り、目標を達成しています" if newest.met else "上回り、目標に届いていません"
        result = f"{newest.fiscal_year}年度の実績 {newest.actual_t:,.1f} t-CO2"
        return f"{cut}{result} は、その年度の目標 {newest.target_t:,.1f} t-CO2 を{word}。{_ahead(path)}"
    return f"{cut}{_ahead(path) or '取組を入れると、見込みの棒が出ます。'}"


def _ahead(path: TargetPath) -> str:
    """What the years still to come promise; empty when nothing is planned for them."""
    if path.short_years:
        worst = path.short_years[0]
        gap = (worst.planned_t or worst.target_t) - worst.target_t
        return f"{worst.fiscal_year}年度の目標まで、あと {gap:,.1f} t-CO2 の取組が必要です。"
    last = path.years[-1]
    return "" if last.actual_t is not None or last.planned_t is None else "取組を行うと、目標に届く見込みです。"
