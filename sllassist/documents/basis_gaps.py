"""What is missing from a total of the 算定根拠 workbook, in words to stand beside it: a year that is not over, or lacks months.

Not for: finding the months (`sllassist.case.coverage`), and for bills that cannot be counted (the 状態 of 合計).
"""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from sllassist.case.coverage import Use, missing_months
from sllassist.case.model import Case
from sllassist.case.periods import FISCAL_MONTHS, fiscal_year_end
from sllassist.emissions import Ledger

NO_FULL_YEARS: Final = "12か月分がそろっていない年度があるため、1年どうしの比較にはなりません。"
_NAMED: Final = 3
"""Energies named in one sentence; the others are counted, and have their own rows."""
_WHOLE: Final = len(FISCAL_MONTHS)


class Gaps:
    """The gaps of a case on the day the workbook is made; `names` of its sites, by id."""

    def __init__(self, case: Case, ledger: Ledger, as_of: dt.date, names: Mapping[str, str]) -> None:
        self.case, self.as_of, self.names = case, as_of, names
        self._kinds = ledger.knowledge.energies
        uses = dict.fromkeys((supply.site_id, supply.energy) for supply in case.supplies)
        self._uses = [use for use in uses if use[1] not in self._kinds or self._kinds[use[1]].counted]
        self._years: dict[int, dict[Use, int]] = {}

    def said(self, year: int, site_id: str | None = None, energy: str | None = None) -> str:
        """What a total of `year` (all sites, or one, or one energy of it) lacks, in a sentence; "" when it lacks nothing."""
        found = self._months(year)
        if site_id is not None and energy is not None:
            months = {(site_id, energy): found.get((site_id, energy), _WHOLE)}
        else:
            months = {use: count for use, count in found.items() if site_id in (None, use[0])}
        return self._sentence(year, months)

    def months(self, year: int, site_id: str, energy: str) -> str:
        """How many months of an energy at a site are there, in a word; "" for the whole year."""
        count = self._months(year).get((site_id, energy), _WHOLE)
        return "" if count == _WHOLE else f"{year}年度は{count}か月分"

    def _sentence(self, year: int, months: Mapping[Use, int]) -> str:
        counts = set(months.values())
        running = fiscal_year_end(year) >= self.as_of
        what = "途中の合計です" if running else "合計です"
        if not any(counts):
            return f"{year}年度の使用量はまだありません"
        if counts == {_WHOLE}:
            return f"{year}年度はまだ終わっていない{what}" if running else ""
        if len(counts) == 1:
            return f"{year}年度は{counts.pop()}か月分の{what}{'' if running else '（1年分ではありません）'}"
        least = min(counts)
        named = self._named([use for use, count in months.items() if count == least])
        return f"{year}年度は{least}〜{max(counts)}か月分の{what}（少ないもの：{named}）"

    def _months(self, year: int) -> dict[Use, int]:
        """Months with a figure, for every energy of the case that enters totals."""
        found = self._years.get(year)
        if found is None:
            missing = missing_months(self.case, year)
            found = self._years[year] = {use: _WHOLE - len(missing.get(use, ())) for use in self._uses}
        return found

    def _named(self, uses: list[Use]) -> str:
        more = f"、ほか{len(uses) - _NAMED}件" if len(uses) > _NAMED else ""
        kinds = {energy: known.form_name for energy, known in self._kinds.items()}
        return "、".join(f"{self.names.get(site, site)}の{kinds.get(energy, energy)}" for site, energy in uses[:_NAMED]) + more
