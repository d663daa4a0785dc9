"""A small firm in Nagano that fits 信州SLL in every condition; tests bend one fact at a time."""

import datetime as dt
from decimal import Decimal

from sllassist.assessment import Assessment, assess
from sllassist.case.model import Case, Contact, Duty, EnergyRecord, EnergySupply, Firm, Loan, Measure, Plan, Site
from sllassist.knowledge import load_knowledge

AS_OF = dt.date(2026, 11, 20)


def fitting_case(**changes: object) -> Case:
    """One site, heavy oil A only: 100 kL in FY2025."""
    case = Case(
        firm=Firm(
            name="見本精機株式会社", representative_title="代表取締役", representative_name="髙﨑 𠮷子", prefecture="長野県",
            address="岡谷市見本1-2-3", industry_code="24", postcode="3940000",
        ),
        contact=Contact(person="見本 太郎", phone="0266-00-0000", email="taro@example.jp"),
        sites=(Site(id="a", name="本社工場", prefecture="長野県"),),
        supplies=(EnergySupply(id="s", site_id="a", energy="heavy_oil_a", unit="kL"),),
        records=(EnergyRecord(supply_id="s", fiscal_year=2025, quantity=Decimal(100), unit="kL"),),
        duty=Duty(other_gases_t=Decimal(0), vehicles=3),
        loan=Loan(bank_name="見本信用金庫", bank_head_office="長野県", term_months=60, penalty_rate=False),
        plan=Plan(base_year=2025, first_year=2026, years=3, rate_percent=Decimal(5), target_text="照明と空調を見直す"),
        measures=(Measure(id="m", name="ボイラの更新", expected_t=Decimal(60), planned_year=2026),),
    )
    return case.model_copy(update=changes)


def judged(case: Case, as_of: dt.date = AS_OF) -> Assessment:
    """The assessment of a case with the program's own knowledge."""
    return assess(case, load_knowledge(), as_of)
