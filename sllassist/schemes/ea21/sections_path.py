"""The way to the certificate and after it: steps with dates, papers, what could not be found out.

Not for: deadlines (`calendar`), which the list of all deadlines shows.
"""

import datetime as dt

from sllassist.case.periods import japanese_date
from sllassist.schemes.base import Facts, Row, Section
from sllassist.schemes.conditions import months_later
from sllassist.schemes.ea21 import facts as of
from sllassist.schemes.ea21.calendar import earliest_application, next_audits
from sllassist.schemes.ea21.costs import own_class


def timeline(facts: Facts) -> Section:
    """From the decision to the certificate; for a registered firm, the audits to come."""
    return _audits_to_come(facts) if of.registered(facts) else _steps(facts)


def _steps(facts: Facts) -> Section:
    decided = facts.case.standing.ea21_decided_on
    start = decided or facts.as_of
    usual = of.param(facts, "calendar.usual_months").value
    apply_from = earliest_application(facts, start)
    least, most = (months_later(start, int(usual[name])) for name in ("least", "most"))
    months = int(of.param(facts, "calendar.operation_months").number)
    dates = {
        "": "", "start": japanese_date(start), "operation": f"{months}か月以上（早くて{japanese_date(apply_from)}まで）",
        "apply": f"早くて{japanese_date(apply_from)}\nよくあるのは{_month(least)}〜{_month(most)}",
        "certified": "申込みからの日数は公表されていません",
    }
    rows = [
        Row((f"{number}　{one['what']}", one["who"], dates[one["when"]]))
        for number, one in enumerate(of.param(facts, "calendar.steps").value, 1)
    ]
    told = "決めた日から数えています。" if decided else f"{japanese_date(start)}に決めたとして数えています。"
    return Section(
        "ea21-timeline", "決めてから認証まで", f"{told}入札や取引の期限があるときは、1年ほど前に始めると安心です。",
        ("すること", "だれが", "日付の目安"), tuple(rows), (("審査を申し込める最も早い日", japanese_date(apply_from)),),
        (*_office(facts), *_edition(facts), of.source_note(facts, "calendar.steps")),
    )


def _month(day: dt.date) -> str:
    return f"{day.year}年{day.month}月"


def _office(facts: Facts) -> tuple[str, ...]:
    central, offices = of.param(facts, "office.central").value, of.param(facts, "office.local")
    own = [f"{one['prefecture']}：{one['name']}" for one in offices.value if of.local(facts, one["prefecture"])]
    local = f"申込み先の地域事務局は、{'、'.join(own)}です（{offices.status}）。" if own else offices.note
    return (local, f"中央事務局：{central['name']}　{central['url']}")


def _edition(facts: Facts) -> tuple[str, ...]:
    advanced = of.param(facts, "edition.advanced")
    told = advanced.value
    return (
        f"いまのガイドラインは{of.param(facts, 'edition.current').text}です。",
        f"「{told['name']}」を{told['from_year']}年度から始めることが発表されています（{advanced.status}）。{told['what']}。",
    )


def _audits_to_come(facts: Facts) -> Section:
    size, rows = own_class(facts), []
    for audit in next_audits(facts):
        paid = None
        if size is not None:
            columns = {one.name: one for one in size.audits[1:]}
            name = "更新審査" if audit.renews else "中間審査（初回）" if audit.number == 1 else "中間審査（2回目から）"
            paid = columns[name]
        cost = "" if paid is None else f"{paid.total_yen:,}円{'以上' if paid.at_least else ''}"
        when = f"{japanese_date(audit.day)}{'まで' if audit.renews else 'ごろ'}"
        rows.append(Row((audit.name, when, cost)))
    lead = "毎年、審査を受けます。" if rows else "認証・登録の日を答えると、これからの審査の日が出ます。"
    reference = "" if of.load(facts) == "high" else "（環境負荷が大きい事業所の表による参考の額）"
    return Section(
        "ea21-timeline", "これからの審査", lead, ("審査", "いつ", f"費用（税別）{reference}") if rows else (), tuple(rows),
        notes=(*_office(facts), *_edition(facts), of.source_note(facts, "calendar.valid_months")),
    )


def documents(facts: Facts) -> Section:
    """What an applicant gathers, and what the report must hold."""
    report = of.param(facts, "documents.report").value
    parts = "\n".join(f"{number}. {part}" for number, part in enumerate(report, 1))
    rows = [
        Row((f"{number}　{one['name']}", one["what"]), "申込みに添える" if one["sent"] else "", parts if one.get("parts") else "")
        for number, one in enumerate(of.param(facts, "documents.list").value, 1)
    ]
    entered = "このプログラムに入力した使用量から" if facts.case.records else "請求書をこのプログラムに入力すると"
    return Section(
        "ea21-documents", "申込みまでにそろえるもの",
        f"「申込みに添える」の書類を出し、残りは審査で見せます。CO2の量は、{entered}計算できます。", ("書類", "中身"), tuple(rows),
        notes=("化学物質を使っていないときは、その理由を書きます。空欄にはしません。", of.source_note(facts, "documents.list")),
    )


def unknown(facts: Facts) -> Section:
    """What could not be found out, and where to ask."""
    rows = [Row((one["what"], one["why"], one["where"]), "未確認") for one in of.param(facts, "gaps.list").value]
    return Section("ea21-unknown", "確認できていないこと", "", ("こと", "困ること", "確かめるところ"), tuple(rows))
