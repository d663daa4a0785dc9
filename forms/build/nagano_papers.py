"""Lays out 様式2号 and 様式3号: the papers that go with the plan and with the report. All their fields are our guess."""

import letterkit
from openpyxl import Workbook
from sheetkit import Page

from sllassist.documents.forms import FormMap

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
    page = Page(book, "提出書", form, letterkit.WIDTHS)
    page.head(short, title, ALL_GUESSED)
    letterkit.opening(page, "長野県知事　様")
    letterkit.sentence(page, sentence)
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
    letterkit.attachments(page)
    letterkit.contact(page)
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
