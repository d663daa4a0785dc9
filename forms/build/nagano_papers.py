"""Lays out 様式2号 and 様式3号: the papers that go with the plan and with the report. All their fields are our guess."""

from openpyxl import Workbook
from sheetkit import Page

from sllassist.documents.forms import FormMap

SENDER = (
    ("郵便番号", "postcode"),
    ("住所", "firm_address"),
    ("氏名（法人は名称）", "firm_name"),
    ("代表者の職・氏名", "representative"),
)
CONTACT = (
    ("部署", "contact_department"),
    ("担当者", "contact_person"),
    ("電話", "contact_phone"),
    ("メール", "contact_email"),
)
ALL_GUESSED = "公式様式の欄が分からないため、この様式の欄はすべて推定です。提出の前に公式様式で確かめてください。"


def build_form2(book: Workbook, form: FormMap) -> list[Page]:
    """様式2号."""
    return _paper(
        book, form, "様式2号", "事業活動温暖化対策計画書提出書", "基準年度", "base_year",
        "長野県地球温暖化対策条例に基づき、事業活動温暖化対策計画書を次のとおり提出します。",
    )  # fmt: skip


def build_form3(book: Workbook, form: FormMap) -> list[Page]:
    """様式3号."""
    return _paper(
        book, form, "様式3号", "事業活動温暖化対策計画実施状況等報告書提出書", "報告する年度", "report_year",
        "長野県地球温暖化対策条例に基づき、事業活動温暖化対策実施状況等報告書を次のとおり提出します。",
    )  # fmt: skip


def _paper(book: Workbook, form: FormMap, short: str, title: str, year_label: str, year: str, sentence: str) -> list[Page]:
    page = Page(book, "提出書", form, [9.4] * 9)
    page.head(short, title, ALL_GUESSED)
    page.down(22)
    page.field("F:I", "submitted_on", text="令和　　年　　月　　日", h="right", box=False, size=11)
    page.gap(12)
    page.down(24)
    page.cell("A:D", "長野県知事　様", box=False, size=12)
    page.gap(12)
    for label, name in SENDER:
        page.down(23)
        if name == "postcode":
            page.cell("C", "提出者", box=False, h="right", wrap=False, size=10.5)
        page.cell("D:E", label, box=False, wrap=False, size=10, indent=1)
        page.field("F:I", name, box=False, size=11)
    page.gap(16)
    page.down(26)
    page.cell("A:I", f"　{sentence}", box=False, size=11)
    page.gap(10)
    _requirements(page)
    for label, name, more in ((year_label, year, ""), ("計画期間", "plan_first_year", "plan_last_year")):
        page.down(24)
        page.label("A:B", label)
        if more:
            page.field("C:E", name, h="center")
            page.cell("F", "から", h="center")
            page.field("G:I", more, h="center")
        else:
            page.field("C:I", name)
    page.down(40)
    page.label("A:B", "備考")
    page.field("C:I", "remarks")
    first = page.row + 1
    for _ in page.table("attachments", 22):
        page.cell("C:I")
    page.label("A:B", "添付書類", row=first, to_row=page.row)
    first = page.row + 1
    for label, name in CONTACT:
        page.down(23)
        page.label("C", label, size=9.5)
        page.field("D:I", name)
    page.label("A:B", "連絡先", row=first, to_row=page.row)
    page.finish(short)
    return [page]


def _requirements(page: Page) -> None:
    first = page.row + 1
    for name in ("oil", "other_gases", "vehicles"):
        page.down(30)
        page.field("C", f"requirement_{name}", h="center", size=12)
        page.field("D:I", f"limit_{name}", size=9.5)
    page.down(30)
    page.field("C", "requirement_voluntary", h="center", size=12)
    page.cell("D:I", "上のどれにも当てはまらない（任意の提出）", size=9.5)
    page.label("A:B", "提出の義務の要件\n（当てはまるものに○）", row=first, to_row=page.row)
