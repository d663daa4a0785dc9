"""様式2号 計画書提出書 and 様式3号 実施状況等報告書提出書: what goes into their fields.

The fields are 推定 (the official letters are not at hand); the maps say so.
"""

from sllassist.schemes.base import CellValue, Facts, FormContent
from sllassist.schemes.form_parts import limit_text, sender
from sllassist.schemes.nagano_sll import facts as of
from sllassist.schemes.nagano_sll.target import plan_years

_ATTACHED = (
    "事業活動温暖化対策計画書 兼 実施状況等報告書（様式1号）",
    "エネルギー起源二酸化炭素排出量等算定総括表（参考様式）",
)


def _limit(facts: Facts, key: str, sentence: str) -> str:
    return limit_text(of.param(facts, key), sentence)


def letter(facts: Facts, report_year: int | None) -> FormContent:
    """The covering letter of a plan (`report_year` None) or of the report on that year."""
    case, firm = facts.case, facts.case.firm
    years = plan_years(case.plan)
    values: dict[str, CellValue] = {
        "submitted_on": None,
        **sender(case),
        "requirement_voluntary": "○",
        "limit_oil": _limit(facts, "duty.oil_kl", "県内の全工場等のエネルギー使用量の合計が原油換算で年{}以上"),
        "limit_other_gases": _limit(facts, "duty.other_gases_t", "エネルギーの使用に伴う二酸化炭素以外の温室効果ガスの合計が年{}以上"),
        "limit_vehicles": _limit(facts, "duty.vehicles", "県内に使用の本拠を有する自動車が{}以上"),
        "plan_first_year": years[0],
        "plan_last_year": years[-1],
        "remarks": "信州SLL（脱炭素型）活用促進制度の利用に伴う任意の提出です。",
    }
    tables = {"attachments": tuple({"name": name} for name in _ATTACHED)}
    if report_year is None:
        values["base_year"] = case.plan.base_year
        stem = f"様式2号_計画書提出書_{firm.name or ''}"
        return FormContent("nagano_sll/form2", "様式2号 事業活動温暖化対策計画書提出書", stem, values, tables)
    values["report_year"] = report_year
    stem = f"様式3号_実施状況等報告書提出書_{report_year}年度_{firm.name or ''}"
    return FormContent("nagano_sll/form3", "様式3号 事業活動温暖化対策計画実施状況等報告書提出書", stem, values, tables)
