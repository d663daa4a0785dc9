"""Parts of covering letters and applications, laid out alike for every scheme: date, addressee, sender, papers, contact.

A page of nine columns A–I. The fields are named as `sllassist.schemes.form_parts.sender` gives them.
"""

from sheetkit import Page

WIDTHS = [9.4] * 9
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


def opening(page: Page, addressee: str) -> None:
    """Day, addressee, and who hands the paper in."""
    page.down(22)
    page.field("F:I", "submitted_on", text="令和　　年　　月　　日", h="right", box=False, size=11)
    page.gap(12)
    page.down(24)
    page.cell("A:D", addressee, box=False, size=12)
    page.gap(12)
    for label, name in SENDER:
        page.down(23)
        if name == "postcode":
            page.cell("C", "提出者", box=False, h="right", wrap=False, size=10.5)
        page.cell("D:E", label, box=False, wrap=False, size=10, indent=1)
        page.field("F:I", name, box=False, size=11)
    page.gap(16)


def sentence(page: Page, text: str) -> None:
    """What the letter says."""
    page.down(26)
    page.cell("A:I", f"　{text}", box=False, size=11)
    page.gap(10)


def attachments(page: Page) -> None:
    """The list of papers that go with it."""
    first = page.row + 1
    for _ in page.table("attachments", 22):
        page.cell("C:I")
    page.label("A:B", "添付書類", row=first, to_row=page.row)


def contact(page: Page) -> None:
    """Whom to ask."""
    first = page.row + 1
    for label, name in CONTACT:
        page.down(23)
        page.label("C", label, size=9.5)
        page.field("D:I", name)
    page.label("A:B", "連絡先", row=first, to_row=page.row)
