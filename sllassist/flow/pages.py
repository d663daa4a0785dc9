"""The pages: which fields stand on which page, in which order pages follow each other.

Not for: what a page looks like, or whether a task is done (`sllassist.flow.tasks`).
"""

from dataclasses import dataclass
from typing import Literal

from sllassist.case.model import Case

PageKind = Literal[
    "form", "sites", "supplies", "bills", "gases", "result", "verdict", "plan", "check", "documents", "imports", "update",
    "interview", "scheme", "calendar", "events",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the window. `fields` are Case paths; pages of another kind than "form" have their own widgets too."""

    id: str
    kind: PageKind
    title: str
    lead: str
    fields: tuple[str, ...] = ()
    next_label: str = "保存して次へ"


PAGES: tuple[Page, ...] = (
    Page(
        "firm", "form", "会社の基本情報", "登記事項証明書を手もとに置くと早く済みます。",
        ("firm.name", "firm.corporate_number", "firm.representative_title", "firm.representative_name", "firm.postcode",
         "firm.prefecture", "firm.address", "firm.phone", "firm.industry_code", "firm.capital_yen", "firm.employees",
         "firm.closing_month"),
    ),
    Page(
        "contact", "form", "書類の担当者", "審査の問合せと完了の通知を受ける方を入力します。",
        ("contact.department", "contact.person", "contact.phone", "contact.email"),
    ),
    Page(
        "sites", "sites", "事業所",
        "工場・事務所・店舗・倉庫など、貴社が使っている場所を登録します。県外の事業所も登録できます。県の制度の計算に入るのは、県内の事業所だけです。",
    ),
    Page(
        "conditions", "form", "融資と義務の条件", "分からないことは「わからない」を選んで先に進めます。",
        ("loan.bank_name", "loan.bank_head_office", "loan.term_months", "loan.start_date", "loan.amount_yen", "loan.penalty_rate",
         "loan.judgement", "duty.vehicles", "duty.other_gases_t"),
    ),
    Page(
        "interview", "interview", "質問に答える",
        "使える制度を調べるのに要ることだけを尋ねます。分からないことは「わからない」を選んで先に進めます。",
    ),
    Page("verdict", "verdict", "使える制度", "これまでの答えから分かったことです。", next_label="次へ"),
    Page("scheme", "scheme", "制度の詳しい判定", "条件と根拠、これからの期限です。", next_label="使える制度に戻る"),
    Page("calendar", "calendar", "期限", "使える見込みのある制度の期限を、近い順に並べています。", next_label="次へ"),
    Page("events", "events", "起きたことを届け出る", "会社に起きたことから、届出が要るかどうかを調べます。", next_label="次へ"),
    Page(
        "period", "form", "計画期間", "いつの排出量とくらべて、何年間の計画にするかを決めます。",
        ("plan.first_year", "plan.years", "plan.base_year"),
    ),
    Page("supplies", "supplies", "使っているエネルギー", "請求書（検針票）を見ながら、事業所ごとに使っているものを選びます。"),
    Page("bills", "bills", "使用量", "請求書の数字をそのまま入力します。Excelからまとめて貼り付けることもできます。"),
    Page(
        "gases", "gases", "その他の温室効果ガスと証書",
        "エアコンの冷媒の漏れなど、エネルギー以外から出た温室効果ガスを入力します。心当たりがなければ、何も入力しないで進みます。",
    ),
    Page(
        "imports", "imports", "ファイルから読み込む", "電力会社のファイルや貴社の表から読み取り、見て確かめてから取り込みます。",
        next_label="このファイルを読む",
    ),
    Page(
        "update", "update", "係数の更新", "新しい係数で計算した結果を見てから、使うかどうかを決めます。", next_label="次へ",
    ),
    Page("result", "result", "CO2と原油換算", "入力した使用量から計算した結果です。", next_label="次へ"),
    Page(
        "plan", "plan", "削減の目標と取組", "目標と、そのために行う取組を決めます。",
        ("plan.rate_percent", "plan.method", "plan.series", "plan.target_text", "plan.organisation_text"),
    ),
    Page("report", "form", "実績の報告", "計画の各年度の結果について書きます。公表される欄です。"),
    Page(
        "check", "check", "入力内容の確認", "書類に書かれる内容です。直すところがあれば「変更」を押してください。",
        next_label="書類の作成に進む",
    ),
    Page("documents", "documents", "書類を作る", "書類を作り、パソコンの中に保存します。送信は行いません。", next_label="一覧に戻る"),
)

_ASKED = ("projects", "rough", "group", "standing", "firm", "loan", "duty")
"""Parts of the case whose fields the interview asks for, where no page has them."""

_BY_ID = {page.id: page for page in PAGES}


def fields_of(found: Page, case: Case, reported_years: tuple[int, ...] = ()) -> tuple[str, ...]:
    """The fields of a page for this case; the report page has one reason for each reported year.

    What the case already tells is not asked: other gases, where there are records of gases.
    """
    if found.id == "conditions" and case.gases:
        return tuple(path for path in found.fields if path != "duty.other_gases_t")
    if found.id != "report":
        return found.fields
    last = case.plan.first_year + case.plan.years - 1 if case.plan.first_year and case.plan.years else None
    reasons = tuple(f"plan.change_reasons.{year}.text" for year in reported_years)
    return (*reasons, "plan.achievement_text") if last in reported_years else reasons


@dataclass(frozen=True, slots=True)
class Place:
    """A page together with what it shows, e.g. the fiscal year of the bills; "hub" is the list of tasks."""

    page_id: str
    fiscal_year: int | None = None
    focus: str = ""

    @property
    def page(self) -> Page:
        """The page. Raises KeyError for the hub, which is none."""
        return _BY_ID[self.page_id]


HUB = Place("hub")

PROPOSED = ("period",)
"""Pages filled with a proposal: done only when the user has gone on from them."""


def page(page_id: str) -> Page:
    """The page with that id. Raises KeyError."""
    return _BY_ID[page_id]


def page_of_path(case: Case, path: str) -> Place:
    """Where a Case path is entered, with the field to put the cursor on."""
    names = path.split(".")
    if names[0] == "records" and len(names) > 3:
        return Place("bills", int(names[2]), path)
    if names[0] == "records":
        return Place("bills", case.plan.base_year, path)
    if names[0] in ("sites", "supplies"):
        return Place(names[0], focus=path)
    if names[0] in ("denominators", "pins"):
        return Place("result", focus=path)
    if names[0] in ("gases", "certificates"):
        return Place("gases", focus=path)
    if names[0] == "measures":
        return Place("plan", focus=path)
    if names[0] in ("events", "running"):
        return Place("events", focus=path)
    if path.startswith("plan.change_reasons") or path == "plan.achievement_text":
        return Place("report", focus=path)
    for found in PAGES:
        if path in found.fields:
            return Place(found.id, focus=path)
    if names[0] in _ASKED:
        return Place("interview", focus=path)
    return Place("plan", focus=path) if names[0] == "plan" else Place("check", focus=path)
