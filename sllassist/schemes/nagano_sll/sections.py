"""What there is to know besides the verdict: what is saved, terms, who hands what to whom, periods, papers, what is not known.

Source: 説明資料「比較」「融資の基本的な内容」「SLLの流れ」「提出書類」「審査・公表」. Not for: the days (`calendar`).
"""

from sllassist.case.periods import japanese_date
from sllassist.schemes.base import Facts, Row, Section
from sllassist.schemes.conditions import spell_months
from sllassist.schemes.firm_size import spell_yen
from sllassist.schemes.nagano_sll import facts as of
from sllassist.schemes.nagano_sll.calendar import periods, report_due
from sllassist.schemes.tables import table_rows


def _reviews(facts: Facts) -> tuple[str, str]:
    """How often an ordinary SLL would have its results verified over the firm's term: what, and how many times."""
    months = int(of.param(facts, "review.months").number)
    term = facts.case.loan.term_months
    if term is None:
        return "通常のSLLで達成状況の外部検証を受ける回数", f"{spell_months(months)}に1回"
    return f"通常のSLLで達成状況の外部検証を受ける回数（融資期間{spell_months(term)}）", f"{term // months}回"


def _saving(facts: Facts) -> Section:
    """The comparison with an ordinary SLL, for this firm's term; the lower bound of the cost is marked as one."""
    cost, low = of.param(facts, "review.cost"), of.param(facts, "review.cost_low_yen")
    own = of.param(facts, "review.own_cost_yen").number
    times, count = _reviews(facts)
    rows = table_rows(facts, of.SCHEME_ID, "review.comparison", ("what", "ordinary", "here"))
    figures = (
        ("第三者評価の費用のちがい（1件）", f"{spell_yen(low.number - own)}以上（{low.status}）"),
        (times, count),
        ("この制度での外部検証", "0回（県の確認で足ります）"),
    )
    notes = (
        f"費用は県の資料に「{cost.text}」とだけあります。{spell_yen(low.number)}はその下限とみた値で、見積りではありません。",
        f"外部検証の1回あたりの費用は分からないため、金額に入れていません。回数は{of.param(facts, 'review.months').status}の見込みです。",
    )
    return Section("saving", "通常のSLLとくらべて軽くなること", "", ("こと", "通常のSLL", "信州SLL"), rows, figures, notes)


def _terms(facts: Facts) -> Section:
    rows = table_rows(facts, of.SCHEME_ID, "loan.terms", ("what", "words"))
    ways = {"yearly": "報告書をもとに毎年", "contract": "契約で定めた時期"}
    judged = "、または".join(ways[one] for one in of.param(facts, "loan.judgement").value)
    whole = (*rows, Row(("金利の判定", judged), clause=of.clause(facts, "loan.judgement")))
    return Section("terms", "融資の条件", "融資するかどうかと条件は、金融機関が決めます。", ("こと", "内容"), whole)


def _duties(facts: Facts) -> Section:
    rows = table_rows(facts, of.SCHEME_ID, "duties", ("when", "by", "to", "what"))
    lead = "計画書と報告書はヘルプデスクへ、変更届出書と金融機関の書類は県ゼロカーボン推進課へ出します。"
    return Section("duties", "だれが、いつ、だれに、何をするか", lead, ("いつ", "だれが", "だれに", "何をするか"), rows)


def _periods(facts: Facts) -> Section | None:
    """The plan periods over the firm's loan; None until the plan is told."""
    found, renewal = periods(facts), of.param(facts, "plan.renewal")
    if not found:
        return None
    rows = []
    for number, years in enumerate(found, 1):
        plan = "制度の活用を始めるとき" if number == 1 else f"{years[0]}年度（期限の日は未確認）"
        dues = "、".join(japanese_date(day) for year in years if (day := report_due(facts, year).day) is not None)
        rows.append(Row((f"第{number}期　{years[0]}〜{years[-1]}年度", plan, dues), clause=of.clause(facts, "plan.max_years")))
    most = of.param(facts, "plan.max_years")
    lead = f"1つの計画期間は最大{most.number}{most.unit}です。融資が続く間は{renewal.text}ことになっています。"
    notes = [renewal.note]
    if facts.case.loan.start_date is None or facts.case.loan.term_months is None:
        notes.insert(0, "融資の実行日と期間を入力すると、何期まで続くかが分かります。")
    return Section("periods", "計画期間の続け方", lead, ("計画期間", "計画書を出す時期", "報告書の期限"), tuple(rows), notes=tuple(notes))


def _papers(facts: Facts) -> Section:
    told = of.param(facts, "papers")
    rows = tuple(
        Row(
            (one["name"], one["by"], one["to"], one["when"], one["form"]), mark="公表されます" if one["public"] else "",
            clause=of.clause(facts, "papers"),
        )
        for one in told.value
    )
    after = of.param(facts, "publication.plan_months_after_review").number
    month = of.param(facts, "publication.report_month").number
    helpdesk, office = (of.param(facts, key).value for key in ("recipient.helpdesk", "recipient.prefecture"))
    addressee = of.param(facts, "forms.addressee")
    when = "翌月" if after == 1 else f"{after}か月後"
    notes = (
        f"計画書は審査が終わった月の{when}に、報告書は出した年度の{month}月に、県のホームページで公表されます。",
        *(f"{one['name']}　{one['email']}　電話 {one['phone']}　{one['way']}" for one in (helpdesk, office)),
        f"公式の様式　{of.param(facts, 'forms.official_url').text}（提出書の宛先は{addressee.text}、{addressee.status}）",
    )
    return Section("papers", "書類と提出先", "", ("書類", "出す人", "出す先", "いつ", "形式"), rows, notes=notes)


def _unknowns(facts: Facts) -> Section:
    rows = table_rows(facts, of.SCHEME_ID, "unknowns", ("what", "here"))
    lead = "次のことは、手もとの県の資料に書かれていません。"
    return Section("unknowns", "確認できていないこと", lead, ("こと", "このプログラムでの扱い"), rows)


def sections(facts: Facts) -> tuple[Section, ...]:
    """All of them; the periods once the plan is told."""
    found = (_saving(facts), _terms(facts), _duties(facts), _periods(facts), _papers(facts), _unknowns(facts))
    return tuple(section for section in found if section is not None)


def wishes(facts: Facts) -> tuple[str, ...]:
    """What decides days and what is shown, not the verdict."""
    del facts
    return ("loan.start_date", "loan.judgement")
