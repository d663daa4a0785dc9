"""Contents of the Nagano papers for tests of the documents: hard names, long texts, figures on the edge of rounding."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sllassist.schemes.base import CellValue, Deadline, FormContent, PaperSet, Recipient
from sllassist.schemes.rules import Clause

D = Decimal

FIRM = "髙﨑𠮷㎥精機株式会社"
SITES = ("本社工場", "諏訪工場", "松本営業所")
LONG = (
    "令和5年度に空気圧縮機をインバーター機に更新し、令和6年度には工場の照明をすべてLEDにしました。令和7年度からは、電気の契約を"
    "非化石電源の多いメニューに切り替えることと、コンプレッサーの吐出圧力の見直し、A重油ボイラーの都市ガスへの転換を中心に進めます。"
)
CLAUSE = Clause("説明資料 令和7年度", "提出先", "確認済")


def form1(**more: CellValue) -> FormContent:
    """様式1号 as a report on the first year."""
    years = {f"{name}_{column}": 2024 + index for name in ("oil_year", "energy_co2_year")
             for index, column in enumerate(("base", "year1", "year2", "year3"))}  # fmt: skip
    values: dict[str, CellValue] = {
        "firm_name": FIRM, "representative": "代表取締役　髙﨑　𠮷郎", "firm_address": "長野県岡谷市見本町1-2-3",
        "industry": "2452 金属プレス製品製造業", "corporate_number": "7123456789012", "capital_yen": D(30_000_000), "employees": 48,
        "paper_kind": "実施状況等報告書（第一年度）", "base_year": 2024, "plan_first_year": 2025, "plan_last_year": 2027,
        "organisation_text": "社長を責任者とし、総務部が毎月の使用量を確かめます。",
        "oil_kl_base": D("412.5"), "oil_kl_year1": D("390.4999999999"), "duty_other_gases_t": D(0), "duty_vehicles": 12,
        "energy_co2_base_year": 2024, "energy_co2_target_year": 2027,
        "energy_co2_base_t": D("812.5"), "energy_co2_base_adjusted_t": D("811.4999999999"),
        "energy_co2_target_t": D("690.625"), "energy_co2_target_percent": D("15.05"),
        "energy_co2_target_basis": "年平均5％の削減（基準年度の排出量に対して毎年一定の率、基礎排出量で判定）",
        "energy_co2_target_text": LONG,
        "energy_co2_target_t_year1": D("771.875"), "energy_co2_target_t_year2": D("731.25"), "energy_co2_target_t_year3": D("690.625"),
        "energy_co2_t_base": D("812.5"), "energy_co2_t_year1": D("765.49999"),
        "energy_co2_adjusted_t_base": D("811.4999999999"), "energy_co2_adjusted_t_year1": D("765.5"),
        "energy_co2_reduction_percent_year1": D("-5.85"), "energy_co2_change_reason_year1": LONG,
        "other_gases_note": "県内の合計が基準に満たないため、記載しません。",
        "vehicle_co2_note": "県内の自動車が基準に満たないため、記載しません。",
        "priority_note": "一覧を確認できていないため、記載しません。",
        "measures_firm_name": FIRM, "measures_site_names": "、".join(SITES), "measures_expected_total_t": D("61.9"),
        "measures_actual_total_t": D("20.5"), "measures_needed_t": D("121.875"),
    }  # fmt: skip
    sites = tuple({"number": n, "name": name, "kind": "工場", "address": f"長野県見本市{n}番地"} for n, name in enumerate(SITES, 1))
    return FormContent("nagano_sll/form1", "様式1号 計画書 兼 実施状況等報告書", f"様式1号_{FIRM}", {**values, **years, **more},
                       {"sites": sites, "measures": measures(3)})  # fmt: skip


def measures(count: int) -> tuple[dict[str, CellValue], ...]:
    """Rows of the table of measures; the first three sum up to the totals of `form1`."""
    known = [(D("20.4"), 2025, D("20.5"), 2025), (D("31.5"), 2026, None, None), (D("10"), 2027, None, None)]
    known += [(D(0), 2027, None, None)] * (count - 3)
    return tuple(
        {"category": "本社工場", "content": f"対策{n} =A1+1", "expected_t": e, "planned_year": p, "actual_t": a, "actual_year": y}
        for n, (e, p, a, y) in enumerate(known[:count], 1)
    )


def letter(form: str) -> FormContent:
    """様式2号 (undated) or 様式3号 (dated)."""
    values: dict[str, CellValue] = {
        "postcode": "〒394-0028", "firm_address": "長野県岡谷市見本町1-2-3", "firm_name": FIRM, "representative": "代表取締役　髙﨑　𠮷郎",
        "requirement_voluntary": "○", "limit_oil": "原油換算で年1,500 kL以上", "limit_other_gases": "年3,000 t-CO2以上",
        "limit_vehicles": "自動車が200台以上", "plan_first_year": 2025, "plan_last_year": 2027,
        "remarks": "信州SLL（脱炭素型）活用促進制度の利用に伴う任意の提出です。", "contact_department": "総務部",
        "contact_person": "見本　花子", "contact_phone": "0266-00-0000", "contact_email": "soumu@mihon.example.jp",
    }  # fmt: skip
    values |= {"base_year": 2024} if form == "form2" else {"report_year": 2025, "submitted_on": dt.date(2026, 7, 15)}
    title = "様式2号 計画書提出書" if form == "form2" else "様式3号 実施状況等報告書提出書"
    attached = ({"name": "様式1号"}, {"name": "算定総括表"})
    return FormContent(f"nagano_sll/{form}", title, f"{title}_{FIRM}", values, {"attachments": attached})


def energy_line(
    number: int, site: str, energy: str, quantity: D, conversion: D, heat: D, carbon: D | None, factor: D | None
) -> dict[str, Any]:
    """A row of 算定総括表 with its figures worked out in full."""
    used = quantity * conversion
    heat_gj = used * heat
    tonnes = heat_gj * carbon * 44 / 12 if carbon is not None else used * (factor or D(0))
    return {
        "number": number, "site": site, "energy": energy, "supplier": "中部電力ミライズ メニューB（残差）" if factor else None,
        "bill_quantity": quantity, "bill_unit": "単位", "conversion": conversion, "quantity": used, "unit": "単位",
        "heat_value": heat, "gj": heat_gj, "carbon_factor": carbon, "co2_factor_basic": factor, "co2_factor_adjusted": factor,
        "co2_basic": tonnes, "co2_adjusted": tonnes, "source": "1、2",
    }  # fmt: skip


def energy_lines() -> tuple[dict[str, Any], ...]:
    """Electricity, city gas, LPG by 1/458 t per m3, heavy oil at each site."""
    kinds = (
        ("電気", D("523450.5"), D("0.001"), D("8.64"), None, D("0.421")),
        ("都市ガス", D("12034.2"), D("0.001"), D(45), None, D("2.05")),
        ("液化石油ガス", D("345.1"), D(1) / D(458), D("50.1"), D("0.0163"), None),
        ("A重油", D(23000), D("0.001"), D("38.9"), D("0.0193"), None),
    )
    return tuple(energy_line(4 * s + k + 1, site, *kind) for s, site in enumerate(SITES) for k, kind in enumerate(kinds))


def energy(lines: tuple[dict[str, Any], ...] | None = None) -> FormContent:
    """算定総括表 with these rows and their totals."""
    rows = energy_lines() if lines is None else lines
    heat = sum((row["gj"] for row in rows), D(0))
    values: dict[str, CellValue] = {
        "firm_name": FIRM, "fiscal_year": 2024, "factor_set": "2024年度の排出量に使う係数", "made_on": dt.date(2026, 11, 20),
        "total_gj": heat, "kl_per_gj": D("0.0258"), "total_kl": heat * D("0.0258"),
        "total_co2_basic_t": sum((row["co2_basic"] for row in rows), D(0)),
        "total_co2_adjusted_t": sum((row["co2_adjusted"] for row in rows), D(0)),
        "duty_other_gases_t": D(3000), "limit_oil_kl": D(1500), "limit_other_gases_t": D(3000), "limit_vehicles": D(200),
        "notes": "太陽光発電の自家消費分は含めていません。",
    }  # fmt: skip
    sources = (
        {"number": 1, "subject": "電気 排出係数", "value": D("0.000421"), "unit": "t-CO2/kWh", "period": "2024年度〜",
         "source": "国の一覧", "status": "暫定"},
        {"number": 2, "subject": "電気 単位発熱量", "value": D("8.64"), "unit": "GJ/千kWh", "period": "2023年度〜",
         "source": "省エネ法施行規則", "status": "確認済"},
    )  # fmt: skip
    tables = {"lines": rows, "sources": sources}
    return FormContent("nagano_sll/energy_summary", "算定総括表（2024年度）", f"算定総括表_2024年度_{FIRM}", values, tables)


def all_contents() -> tuple[FormContent, ...]:
    """Every form once."""
    return form1(), letter("form2"), letter("form3"), energy()


def paper_set(**more: Any) -> PaperSet:
    """The plan's set."""
    note = "先に金融機関に相談します。"
    due = Deadline("plan", "計画書を提出する", dt.date(2026, 7, 31), "", "貴社", "ヘルプデスク", "upcoming", CLAUSE, note)
    papers = PaperSet(
        "plan-2025", "nagano_sll", "plan", 2025, "計画書の提出", "計画書の提出_2025年度",
        Recipient("見本ヘルプデスク", "help@example.jp", "026-000-0000", "電子メール", CLAUSE),
        f"計画書の提出（{FIRM}）", ("見本ヘルプデスク 御中", "", f"{FIRM}です。計画書を提出します。"), ("見本信用金庫",), due,
        (form1(), letter("form2"), energy()), (), ("個人の名前が入っていないか、見直してください。",),
    )  # fmt: skip
    return replace(papers, **more)
