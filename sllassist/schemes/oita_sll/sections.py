"""What there is to know besides the verdict: targets, terms of the loan, who hands what to whom, papers, what is not known.

Source: 運用要領 5–8. Not for: the days (`calendar`).
"""

from decimal import Decimal

from sllassist.schemes.base import Facts, Row, Section
from sllassist.schemes.oita_sll import facts as of
from sllassist.schemes.oita_sll.borrower import small_firm
from sllassist.schemes.oita_sll.calendar import reported_years
from sllassist.schemes.oita_sll.notices import plain
from sllassist.schemes.oita_sll.target import allowed_share, path
from sllassist.schemes.rules import Answer
from sllassist.schemes.tables import table_rows
from sllassist.schemes.targets import allowed


def first_application(facts: Facts) -> Answer:
    """Whether SPT① can be chosen: a small firm that applies for the first time."""
    small, applied = small_firm(facts).answer, facts.case.standing.oita_applied
    if small == "no" or applied:
        return "no"
    return "yes" if small == "yes" and applied is False else "unknown"


def _choice(facts: Facts) -> Section:
    """SPT① or SPT②, and what they are for this firm."""
    marks = {"yes": "選べます", "no": "選べません", "unknown": "まだ分かりません"}
    answer, sector, rate = first_application(facts), of.sector(facts), of.rate_percent(facts)
    why = {
        "yes": "中小企業のはじめての申請です。", "no": "中小企業のはじめての申請ではありません。",
        "unknown": "中小企業で、まだ申請したことがなければ選べます。",
    }[answer]
    rates = of.param(facts, "target.rates").value
    every = "、".join(f"{name} {plain(Decimal(rates[key]))}%" for key, name in of.SECTORS.items())
    own = f"{of.SECTORS[sector]}なので、年 {plain(rate)}% 以上です。" if sector and rate is not None else f"部門で率が違います（{every}）。"
    notes = []
    if facts.case.firm.sector is None and sector is not None:
        notes.append(f"部門は主な業種からの推定です（{of.param(facts, 'sector.industries').status}）。違うときは「部門」を選びます。")
    notes.append("率は県の実行計画の見直しで変わることがあります。融資の前に、県の最新の値を確かめてください。")
    return Section(
        "spt", "目標（SPT）の選び方", "次のどちらか1つを、金融機関と決めます。", ("目標", "内容", "貴社の場合"),
        (
            Row(
                ("SPT①", "おおいたグリーン事業者認証（SLL部門）を受ける", why), mark=marks[answer],
                clause=of.clause(facts, "spt.first_application"),
            ),
            Row(
                ("SPT②", "CO2の削減率（基準年度比の年率）を達成する", own), mark=marks["yes"] if rate is not None else "",
                clause=of.clause(facts, "target.rates"),
            ),
        ),
        notes=tuple(notes),
    )  # fmt: skip


def _amounts(facts: Facts) -> Section | None:
    """The target of each year in t, in both readings of 年率."""
    target = path(facts)
    if target is None:
        return None
    rate, rows = target.required_percent, []
    for year in reported_years(facts):
        after = year - target.base_year
        linear, compound = (f"{allowed(target.base_t, rate, after, how):,.1f} t" for how in ("linear", "compound"))
        done = next((one for one in target.years if one.fiscal_year == year and one.actual_t is not None), None)
        actual = f"{done.actual_t:,.1f} t" if done and done.actual_t is not None else ""
        mark = "" if done is None else "達成" if done.met else "未達"
        if allowed_share(rate, after) <= 0:
            mark = mark or "確かめてください"
        rows.append(Row((f"{year}年度", f"{rate * after:,.1f}%", linear, compound, actual), mark=mark))
    over = any(allowed_share(rate, year - target.base_year) <= 0 for year in reported_years(facts))
    zero = "毎年同じ量を減らす数え方では、排出量が0になる年度があります。長い融資では、数え方を必ず県に確かめてください。"
    figures = (
        (f"基準年度（{target.base_year}年度）の排出量", f"{target.base_t:,.1f} t-CO2"),
        ("毎年減らす量（基準年度の量 × 率）", f"{target.base_t * rate / 100:,.1f} t-CO2"),
    )
    columns = ("年度", "目標の削減率", "目標排出量", "前の年に対する率と読むとき", "実績")
    rows_of = tuple(rows)
    return Section(
        "targets", "年度ごとの目標（SPT②）", "県内の事業所のCO2排出量の合計とくらべます。", columns, rows_of, figures,
        (*target.notes, *((zero,) if over else ())),
    )  # fmt: skip


def _terms(facts: Facts) -> Section:
    judged = of.param(facts, "loan.judgement")
    rows = (
        *table_rows(facts, of.SCHEME_ID, "loan.terms", ("what", "words")),
        Row(("金利の判定", "か、".join(judged.value.values())), clause=of.clause(facts, "loan.judgement")),
    )
    return Section("terms", "融資の条件", "融資するかどうかと条件は、金融機関が決めます。", ("こと", "内容"), rows)


def _duties(facts: Facts) -> Section:
    rows = table_rows(facts, of.SCHEME_ID, "duties", ("when", "by", "to", "what"))
    lead = "貴社が県に出すものと、金融機関が県に出すものがあります。"
    return Section("duties", "だれが、いつ、だれに、何をするか", lead, ("いつ", "だれが", "だれに", "何をするか"), rows)


def _papers(facts: Facts) -> Section:
    rows = table_rows(facts, of.SCHEME_ID, "papers", ("name", "by", "when", "clause"))
    public = "・".join(of.param(facts, "publication").value)
    place = of.param(facts, "recipient.prefecture")
    notes = (
        f"{public}は、県が審査のあと公表します。取引先の情報や個人の名前が入っていないか、見直してから出します。",
        f"提出先　{place.value['name']}。{place.note}",
        "説明の要る記載があるときは、説明の資料を付けます。",
    )
    return Section("papers", "書類と期限", "出す先はどれも大分県です。", ("書類", "出す人", "いつ", "要領の条"), rows, notes=notes)


def _unknowns(facts: Facts) -> Section:
    rows = table_rows(facts, of.SCHEME_ID, "unknowns", ("what", "here"))
    years = of.param(facts, "plan.years")
    note = f"計画期間の年数は、入力がなければ{plain(years.number)}{years.unit}としています（{years.status}：{years.source}）。"
    lead = "次のことは、手もとの要領に書かれていません。決める前に県に確かめてください。"
    return Section("unknowns", "確認できていないこと", lead, ("こと", "このプログラムでの扱い"), rows, notes=(note,))


def sections(facts: Facts) -> tuple[Section, ...]:
    """All of them; the table of targets once it can be computed."""
    found = (_choice(facts), _amounts(facts), _terms(facts), _duties(facts), _papers(facts), _unknowns(facts))
    return tuple(section for section in found if section is not None)


def wishes(facts: Facts) -> tuple[str, ...]:
    """What decides targets and days, not the verdict."""
    small = small_firm(facts).answer
    sector = () if of.sector(facts) is not None else ("firm.sector",)
    return (*sector, *(("standing.oita_applied",) if small != "no" else ()), "loan.start_date", "loan.judgement")
