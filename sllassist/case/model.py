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

SCHEMA_VERSION = 3
"""Version of the case format; a change that old files need a step for raises it (`sllassist.store.upgrades`)."""

Figure = Annotated[Decimal, Field(max_digits=19, decimal_places=6)]
"""A stored figure: at most 13 digits before and 6 behind the point."""
Month = Annotated[int, Field(ge=1, le=12)]
FiscalYear = Annotated[int, Field(ge=1990, le=2100)]

SiteKind = Literal["factory", "office", "store", "warehouse", "lodging", "other"]
Judgement = Literal["yearly", "contract"]
PathMethod = Literal["linear", "compound"]
Series = Literal["basic", "adjusted"]
LegalForm = Literal["company", "sole", "npo", "medical", "cooperative", "welfare", "school", "other", "founder"]
"""会社、個人事業、NPO法人、医療法人、組合、社会福祉法人、学校法人、その他の法人、創業前"""
Sector = Literal["industry", "commercial", "transport"]
"""産業、業務、運輸"""
EventKind = Literal[
    "closed", "renamed", "moved", "site_opened", "site_closed", "site_use", "merged", "new_line", "target", "loan", "loan_ended", "other"
]
"""What can happen to a firm with a running loan; the words are in `resources/fields.toml`."""


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
    legal_form: LegalForm | None = Field(default=None, description="会社・個人などの別")
    sector: Sector | None = Field(default=None, description="部門（産業・業務・運輸）。空なら業種から推す")
    public_works: bool | None = Field(default=None, description="公共工事や自治体の入札に参加しているか")
    customer_requests: bool | None = Field(default=None, description="取引先から環境の取組やCO2の数字を求められているか")


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


class OwnFactor(Part):
    """排出係数 the firm enters itself, because the tables lack its supplier or menu; never without its source."""

    basic_t: Figure = Field(description="基礎排出係数 t-CO2/単位")
    adjusted_t: Figure = Field(description="調整後排出係数 t-CO2/単位")
    unit: str = Field(description="係数の単位（kWh、千m3 など）")
    source: str


class OwnFigure(Part):
    """A figure the firm asked its supplier for, in place of the table's; never without its source."""

    value: Figure
    source: str


class EnergySupply(Part):
    """One energy a site uses from one supplier and menu: a column of the bill table."""

    id: str = Field(default_factory=new_id)
    site_id: str
    energy: str = Field(description="エネルギーの種類（知識表 energies の id）")
    name: str | None = Field(default=None, description="呼び名（1号車、第1工場 低圧 など）。同じエネルギーの列を区別する")
    supplier: str | None = Field(default=None, description="電気・ガスの事業者番号（知識表の id）。分からなければ空")
    menu: str | None = None
    unit: str = Field(description="請求書の単位")
    gas_mix: str | None = Field(default=None, description="LPGの組成（知識表 lpg_density の id）")
    gas_state: str | None = Field(default=None, description="ガスの計量の状態（知識表 gas_volume の id）。分からなければ空")
    own_factor: OwnFactor | None = None
    own_density: OwnFigure | None = Field(default=None, description="ガス会社に確かめたLPガスの換算 m3/t")
    own_heat: OwnFigure | None = Field(default=None, description="ガス会社に確かめた都市ガスの熱量 GJ/千m3")
    contract_kw: Figure | None = Field(default=None, description="契約電力 kW")
    km_per_litre: Figure | None = Field(default=None, description="燃費 km/L（走行距離で入力する車両）")

    def called(self, energy: str) -> str:
        """The name of its energy, with its own name where it has one: 軽油「1号車」."""
        return f"{energy}「{self.name}」" if self.name else energy


class EnergyRecord(Part):
    """使用量 of one supply in one month, or in a whole fiscal year when `month` is None."""

    supply_id: str
    fiscal_year: FiscalYear
    month: Month | None = None
    quantity: Figure
    unit: str
    cost_yen: Figure | None = None
    note: str | None = None


class GasRecord(Part):
    """エネルギー起源CO2以外の温室効果ガス: what left a site in one fiscal year."""

    id: str = Field(default_factory=new_id)
    site_id: str
    gas: str = Field(description="ガスの種類（知識表 gwp の id）")
    fiscal_year: FiscalYear
    quantity: Figure
    unit: str = Field(description="kg または t")
    note: str | None = None


class Certificate(Part):
    """証書・クレジット: bought or used in a fiscal year; shown apart, never netted here."""

    id: str = Field(default_factory=new_id)
    kind: Literal["non_fossil", "green_power", "j_credit", "other"]
    fiscal_year: FiscalYear
    quantity: Figure
    unit: str = Field(description="kWh または t-CO2")
    note: str | None = None


class YearFigure(Part):
    """One figure of a fiscal year; the year is its id in paths."""

    fiscal_year: FiscalYear
    value: Figure | None = None

    @property
    def id(self) -> str:
        """The fiscal year as text."""
        return str(self.fiscal_year)


class Denominator(Part):
    """原単位の分母: production, sales, floor area, head count … per fiscal year."""

    id: str = Field(default_factory=new_id)
    name: str | None = None
    unit: str | None = None
    values: tuple[YearFigure, ...] = ()


class Accepted(Part):
    """A warning the user has looked at and keeps, with the reason."""

    code: str
    path: str
    reason: str
    seen: str = Field(default="", description="そのとき見ていた数字。変わったら、もう一度たずねる")


class Pin(Part):
    """A year's result as it was computed with one set of factors; kept until the user takes over a newer one."""

    fiscal_year: FiscalYear
    pack: str = Field(description="係数の版")
    pinned_on: dt.date
    heat_gj: Decimal
    oil_kl: Decimal
    co2_basic_t: Decimal
    co2_adjusted_t: Decimal


class Duty(Part):
    """Facts for the duty thresholds of the prefecture's ordinance that energy records do not tell."""

    other_gases_t: Figure | None = Field(default=None, description="エネ起CO2以外の温室効果ガス t-CO2/年（県内合計）")
    vehicles: int | None = Field(default=None, description="県内に使用の本拠を有する自動車の台数")


class Rough(Part):
    """めやす: about what the firm uses in a year, told before the bills are entered; bills take its place."""

    electricity_kwh: Figure | None = None
    gas_m3: Figure | None = Field(default=None, description="都市ガスとLPガスの合計 m3/年")
    fuel_l: Figure | None = Field(default=None, description="灯油・重油・軽油・ガソリンの合計 L/年")


class Group(Part):
    """グループ企業を含む事業者全体: what the whole group emits, against what its sites in one prefecture emit."""

    co2_t: Figure | None = Field(default=None, description="事業者全体（グループ企業を含む）のCO2排出量 t-CO2/年")
    local_co2_t: Figure | None = Field(default=None, description="そのうち大分県内の事業所のCO2排出量 t-CO2/年")


class Standing(Part):
    """登録と申請のようす: what the firm has registered or applied for so far."""

    co2co2: bool | None = Field(default=None, description="CO2CO2スマート宣言事業所に登録しているか（千葉県）")
    oita_applied: bool | None = Field(default=None, description="おおいたグリーン事業者認証（SLL部門）を申請したことがあるか")
    ea21: Literal["none", "preparing", "registered"] | None = Field(default=None, description="エコアクション21")
    ea21_decided_on: dt.date | None = Field(default=None, description="エコアクション21に取り組むと決めた日")
    ea21_registered_on: dt.date | None = Field(default=None, description="エコアクション21の認証・登録日")


class Project(Part):
    """買いたいもの・行いたい工事: what the money is for."""

    id: str = Field(default_factory=new_id)
    words: str | None = Field(default=None, description="何を買うか・行うか")
    category: str | None = Field(default=None, description="お金の使いみちの種類（制度が示す番号）")
    cost_yen: Figure | None = None
    subsidy_yen: Figure | None = Field(default=None, description="ほかの補助金の額。受けなければ0")
    site_area_m2: Figure | None = Field(default=None, description="緑化する工場・事業場の敷地面積 m2")
    start_on: dt.date | None = Field(default=None, description="着工・購入の予定日")


class RunningLoan(Part):
    """実行中の融資: another loan under a scheme, beside the one of `Case.loan`."""

    id: str = Field(default_factory=new_id)
    scheme: str = Field(description="制度の id")
    bank_name: str | None = None
    start_date: dt.date | None = None
    term_months: int | None = None
    base_year: FiscalYear | None = None
    base_t: Figure | None = Field(default=None, description="評価の対象となるCO2排出量の基準年度の量 t-CO2")
    plan_first_year: FiscalYear | None = Field(default=None, description="その融資で出した計画の最初の年度")
    plan_years: int | None = Field(default=None, description="その計画の年数")


class Event(Part):
    """起きたこと: a change of the firm that may have to be told to somebody."""

    id: str = Field(default_factory=new_id)
    kind: EventKind | None = None
    day: dt.date | None = None
    prefecture: str | None = Field(default=None, description="起きた事業所の都道府県")
    change_t: Figure | None = Field(default=None, description="そのために増減する排出量 t-CO2/年（増える＋、減る−）")
    note: str | None = None


class Override(Part):
    """手で決めた結論: an advisor's own conclusion about a scheme, with reason and name."""

    scheme: str
    verdict: Literal["fits", "does_not_fit"]
    reason: str
    by: str
    decided_on: dt.date

    @property
    def id(self) -> str:
        """The scheme."""
        return self.scheme


class JudgedCondition(Part):
    """One condition as it was when a verdict was kept."""

    key: str
    answer: Literal["yes", "no", "unknown"]
    statement: str
    seen: str = ""
    limit: str = ""
    source: str = ""


class Judged(Part):
    """残した判定: a verdict as it was on a day; it stays as it was, whatever changes later."""

    id: str = Field(default_factory=new_id)
    scheme: str
    as_of: dt.date = Field(description="どの日付で判定したか")
    made_on: dt.date
    verdict: Literal["fits", "does_not_fit", "open"]
    computed: Literal["fits", "does_not_fit", "open"] = Field(description="手で決める前の、計算による判定")
    conditions: tuple[JudgedCondition, ...] = ()


class Loan(Part):
    """融資: the loan the firm talks about or has."""

    bank_name: str | None = None
    bank_head_office: str | None = Field(default=None, description="金融機関の本店がある都道府県")
    amount_yen: Figure | None = None
    start_date: dt.date | None = None
    term_months: int | None = None
    penalty_rate: bool | None = Field(default=None, description="未達のとき当初金利より上げる条件が契約にあるか")
    judgement: Judgement | None = Field(default=None, description="金利判定の時期")
    grace_months: int | None = Field(default=None, description="据置期間 か月（融資期間に含む）")
    bank_approved: bool | None = Field(default=None, description="金融機関が制度への参加を県に承認されているか")
    guarantee: bool | None = Field(default=None, description="信用保証協会の保証を付けるか")
    guarantee_class: int | None = Field(default=None, description="信用保証料の区分 1〜9")


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
    gases: tuple[GasRecord, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    denominators: tuple[Denominator, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    pins: tuple[Pin, ...] = ()
    duty: Duty = Duty()
    edition: str | None = Field(default=None, description="最後に使った係数の版。更新を取り込んでも、選ぶまではこの版で計算する")
    rough: Rough = Rough()
    group: Group = Group()
    standing: Standing = Standing()
    projects: tuple[Project, ...] = ()
    concerns: tuple[str, ...] = Field(default=(), description="困っていること・やりたいこと（支援策を探すことば）")
    loan: Loan = Loan()
    running: tuple[RunningLoan, ...] = ()
    events: tuple[Event, ...] = ()
    set_aside: tuple[str, ...] = Field(default=(), description="いまは考えない制度の id")
    overrides: tuple[Override, ...] = ()
    judged: tuple[Judged, ...] = ()
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
