"""Cases and folders for the tests of the store."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from sllassist.case.model import (
    Case,
    Contact,
    Duty,
    EnergyRecord,
    EnergySupply,
    Firm,
    Loan,
    Measure,
    Plan,
    Site,
    Submission,
    YearNote,
)

SMALL_DISK = 96 * 1024


@pytest.fixture
def full_case() -> Case:
    """A case with something in every part."""
    site = Site(id="s1", name="本社工場", kind="factory", prefecture="長野県", address="岡谷市本町１－１")
    supply = EnergySupply(id="e1", site_id="s1", energy="electricity", supplier="A0268", menu="残差", unit="kWh")
    return Case(
        case_id="c" * 32,
        firm=Firm(name="髙﨑𠮷工業㈱", kana="タカサキヨシコウギョウ", capital_yen=Decimal(30_000_000), employees=42),
        contact=Contact(person="山﨑　花子", phone="0266-00-0000"),
        sites=(site, Site(id="s2", name="第二工場㎥")),
        supplies=(supply,),
        records=tuple(
            EnergyRecord(
                supply_id="e1", fiscal_year=2024, month=m, quantity=Decimal("12345.60"), unit="kWh", cost_yen=Decimal(m)
            )
            for m in range(1, 13)
        ),
        duty=Duty(vehicles=3),
        loan=Loan(bank_name="八十二銀行", start_date=dt.date(2026, 4, 1), penalty_rate=False),
        plan=Plan(base_year=2024, years=3, rate_percent=Decimal("5.0"), change_reasons=(YearNote(fiscal_year=2024, text="増産"),)),
        measures=(Measure(id="m1", name="LED化", expected_t=Decimal("1.5")),),
        submissions=(Submission(scheme="nagano_sll", set_id="plan", fiscal_year=2026, sent_on=dt.date(2026, 7, 1)),),
        dont_know=("firm.industry_code",),
        finished=("firm",),
        drafts={"firm.phone": "〇二六六"},
    )  # fmt: skip


@pytest.fixture(scope="session")
def large_case() -> Case:
    """The largest firm: 19,200 bill figures (400 columns, four years of months), none like another."""
    chance = random.Random(1)
    records = tuple(
        EnergyRecord(
            supply_id=f"{column:012x}",
            fiscal_year=2021 + year,
            month=month,
            quantity=Decimal(chance.randrange(10**7)).scaleb(-1),
            unit="kWh",
            cost_yen=Decimal(chance.randrange(10**7)),
        )
        for column in range(400)
        for year in range(4)
        for month in range(1, 13)
    )
    return Case(firm=Firm(name="大きな会社"), records=records)


def _mounted(folder: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "none", str(folder)]
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder that takes less than 100 kB: a small disk where we may mount one, else a limit on the size of files."""
    folder = tmp_path / "小さいディスク"
    folder.mkdir()
    if _mounted(folder):
        yield folder
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        return
    resource = pytest.importorskip("resource", reason="Windows knows no limit on the size of files")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_DISK, hard))
    yield folder
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
