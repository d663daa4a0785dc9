"""The Case: everything the firm told us, and nothing computed from it.

Every part is frozen; an edit makes a new Case (`sllassist.case.paths`, `sllassist.case.edits`), so old ones stay
for undo. None means "not answered"; a path in `dont_know` means "asked, and the answer was わからない".
Values are stored as told; what is missing, odd or contradictory is found by `sllassist.assessment`.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = 1
"""Version of the case format; a change that old files need a step for raises it (`sllassist.store.upgrades`)."""

Figure = Annotated[Decimal, Field(max_digits=19, decimal_places=6)]
"""A stored figure: at most 13 digits before and 6 behind the point."""
Month = Annotated[int, Field(ge=1, le=12)]
FiscalYear = Annotated[int, Field(ge=1990, le=2100)]

SiteKind = Literal["factory", "office", "store", "warehouse", "lodging", "other"]
Judgement = Literal["yearly", "contract"]
PathMethod = Literal["linear", "compound"]
Series = Literal["basic", "adjusted"]


def new_id() -> str:
    """A short random identifier for a part of a Case."""
    return uuid.uuid4().hex[:12]


class Part(BaseModel):
    """Base of all parts: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Firm(Part):
    """事業者: the legal facts of the firm."""

    name: str | None = None
    kana: str | None = None
    corporate_number: str | None = None
    representative_title: str | None = None
    representative_name: str | None = None
    postcode: str | None = None
    prefecture: str | None = None
    address: str | None = None
    phone: str | None = None
    industry_code: str | None = Field(default=None, description="日本標準産業分類の符号（大・中・小・細のどれか）")
    capital_yen: Figure | None = None
    employees: int | None = None
    closing_month: Month | None = Field(default=None, description="決算月")


class Contact(Part):
    """担当者: whom the helpdesk and the bank call."""

    department: str | None = None
    person: str | None = None
    phone: str | None = None
    email: str | None = None


class Site(Part):
    """事業所・工場等."""

    id: str = Field(default_factory=new_id)
    name: str | None = None
    kind: SiteKind | None = None
    prefecture: str | None = None
    address: str | None = None


class EnergySupply(Part):
    """One energy a site uses from one supplier and menu: a column of the bill table."""

    id: str = Field(default_factory=new_id)
    site_id: str
    energy: str = Field(description="エネルギーの種類（知識表 energies の id）")
    supplier: str | None = Field(default=None, description="電気・ガスの事業者番号（知識表の id）。分からなければ空")
    menu: str | None = None
    unit: str = Field(description="請求書の単位")
    gas_mix: str | None = Field(default=None, description="LPGの組成（知識表 lpg_density の id）")


class EnergyRecord(Part):
    """使用量 of one supply in one month, or in a whole fiscal year when `month` is None."""

    supply_id: str
    fiscal_year: FiscalYear
    month: Month | None = None
    quantity: Figure
    unit: str
    cost_yen: Figure | None = None
    note: str | None = None


class Duty(Part):
    """Facts for the duty thresholds of the prefecture's ordinance that energy records do not tell."""

    other_gases_t: Figure | None = Field(default=None, description="エネ起CO2以外の温室効果ガス t-CO2/年（県内合計）")
    vehicles: int | None = Field(default=None, description="県内に使用の本拠を有する自動車の台数")


class Loan(Part):
    """融資: the loan the firm talks about or has."""

    bank_name: str | None = None
    bank_head_office: str | None = Field(default=None, description="金融機関の本店がある都道府県")
    amount_yen: Figure | None = None
    start_date: dt.date | None = None
    term_months: int | None = None
    penalty_rate: bool | None = Field(default=None, description="未達のとき当初金利より上げる条件が契約にあるか")
    judgement: Judgement | None = Field(default=None, description="金利判定の時期")


class YearNote(Part):
    """A free text that belongs to one fiscal year; the year is its id in paths (`plan.change_reasons.2025.text`)."""

    fiscal_year: FiscalYear
    text: str | None = None

    @property
    def id(self) -> str:
        """The fiscal year as text."""
        return str(self.fiscal_year)


class Plan(Part):
    """計画: base year, period and target."""

    base_year: FiscalYear | None = None
    first_year: FiscalYear | None = None
    years: Annotated[int, Field(ge=1, le=10)] | None = None
    rate_percent: Figure | None = Field(default=None, description="年平均の目標削減率 %")
    method: PathMethod = "linear"
    series: Series = "basic"
    target_text: str | None = Field(default=None, description="目標設定に関する説明")
    organisation_text: str | None = Field(default=None, description="推進体制")
    change_reasons: tuple[YearNote, ...] = ()
    achievement_text: str | None = Field(default=None, description="目標の達成状況及び排出量の増減理由")


class Measure(Part):
    """取組（措置）: what the firm will do, and what it expects from it."""

    id: str = Field(default_factory=new_id)
    name: str | None = None
    site_id: str | None = None
    expected_t: Figure | None = Field(default=None, description="削減見込量 t-CO2/年")
    planned_year: FiscalYear | None = None
    actual_t: Figure | None = Field(default=None, description="推計削減量 t-CO2/年")
    actual_year: FiscalYear | None = None
    note: str | None = None


class Submission(Part):
    """A paper that has been sent: which set, for which fiscal year, when."""

    scheme: str
    set_id: str = Field(description="提出物のまとまり（plan, report …）")
    fiscal_year: FiscalYear
    sent_on: dt.date


class Case(Part):
    """One firm's whole file."""

    schema_version: int = SCHEMA_VERSION
    case_id: str = Field(default_factory=lambda: uuid.uuid4().hex)
    firm: Firm = Firm()
    contact: Contact = Contact()
    sites: tuple[Site, ...] = ()
    supplies: tuple[EnergySupply, ...] = ()
    records: tuple[EnergyRecord, ...] = ()
    duty: Duty = Duty()
    loan: Loan = Loan()
    plan: Plan = Plan()
    measures: tuple[Measure, ...] = ()
    submissions: tuple[Submission, ...] = ()
    dont_know: tuple[str, ...] = Field(default=(), description="「わからない」と答えた項目")
    finished: tuple[str, ...] = Field(default=(), description="「終わりました」と印をつけた作業")
    drafts: dict[str, str] = Field(default_factory=dict, description="まだ値として読めない入力の文字（項目 → 文字）")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with `update`; the indexes below are made anew, for pydantic would copy them with the old parts."""
        copied = super().model_copy(update=update, deep=deep)
        for name in ("sites_by_id", "supplies_by_id"):
            copied.__dict__.pop(name, None)
        return copied

    @cached_property
    def sites_by_id(self) -> dict[str, Site]:
        """Sites by id."""
        return {site.id: site for site in self.sites}

    @cached_property
    def supplies_by_id(self) -> dict[str, EnergySupply]:
        """Supplies by id."""
        return {supply.id: supply for supply in self.supplies}

    def site(self, site_id: str) -> Site | None:
        """The site with that id, or None."""
        return self.sites_by_id.get(site_id)

    def supply(self, supply_id: str) -> EnergySupply | None:
        """The supply with that id, or None."""
        return self.supplies_by_id.get(supply_id)
