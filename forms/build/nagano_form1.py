"""Lays out 様式1号: the sheet 総括票 and the sheet 措置."""

from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break
from sheetkit import GUESS, LABEL_FILL, SUB, Page, rounding_note, rounding_words

from sllassist.documents.forms import FormMap

SHORT = "様式1号（総括票）"
TITLE = "事業活動温暖化対策計画書 兼 実施状況等報告書"
PUBLISHED = (
    "県の審査のあと、この様式1号だけが県のホームページで公表されます。"
    "個人の連絡先や取引先の名前などは書かないでください。"
)
ONE_SHEET = "工場等ごとの個別票の「5」と「6」の形で、すべての工場等の分をまとめています（まとめてよいかは未確認です）。"
GASES = "6　エネルギー起源二酸化炭素以外の温室効果ガスの排出実績"
ROWS_KNOWN = f"{GUESS}のついた欄は推定です。行の数（10行）と欄の名前は、平成30年度の県の説明資料によります。"
SHOWN = "削減量は小数第1位まで表示しています（丸めずに入っています）。"
INTEGER, ONE = "#,##0", "#,##0.0"
YEARS = (("基準年度", "base", "E:F"), ("第一年度", "year1", "G:H"), ("第二年度", "year2", "I:J"), ("第三年度", "year3", "K:L"))


def build(book: Workbook, form: FormMap) -> list[Page]:
    """Both sheets."""
    page = Page(book, "総括票", form, [7.0] * 12)
    page.head(SHORT, TITLE, PUBLISHED)
    _firm(page)
    _sites(page)
    _period(page)
    _energy(page)
    page.sheet.row_breaks.append(Break(id=page.row))
    _energy_co2(page)
    _other_gases(page)
    _vehicles(page)
    _priority(page)
    page.foot(
        [
            f"{GUESS}のついた欄は推定です。公式様式で確かめてください。ほかの欄の名前は、平成30年度の県の説明資料によります（並び順は推定）。",
            "公式様式には原単位の欄がある可能性があります（未確認）。",
            rounding_note(form),
        ]
    )
    page.finish(SHORT)
    return [page, _measures(book, form)]


def _pair(page: Page, *parts: tuple[str, str, str, str], number: str | None = None, height: float = 20) -> None:
    """A row of (label columns, label, field columns, field)."""
    page.down(height)
    for label_columns, label, columns, name in parts:
        page.label(label_columns, page.marked(label, name))
        page.field(columns, name, number=number if page.form.fields[name].kind == "number" else None)


def _firm(page: Page) -> None:
    page.section("1　事業者の概要")
    for label, name in (("氏名又は名称", "firm_name"), ("代表者の職・氏名", "representative"), ("主たる事務所の所在地", "firm_address")):
        _pair(page, ("A:C", label, "D:L", name))
    _pair(page, ("A:C", "業種", "D:G", "industry"), ("H:I", "法人番号", "J:L", "corporate_number"))
    _pair(page, ("A:C", "資本金（円）", "D:G", "capital_yen"), ("H:I", "従業員数（人）", "J:L", "employees"), number=INTEGER)


def _sites(page: Page) -> None:
    page.section("2　県内の工場等", "sites")
    page.down(17)
    for columns, text in (("A", "番号"), ("B:E", "名称"), ("F", "区分"), ("G:L", "所在地")):
        page.label(columns, text, h="center")
    for _ in page.table("sites", 19):
        page.cell("A", h="center", number=INTEGER)
        page.cell("B:E")
        page.cell("F", h="center", size=9)
        page.cell("G:L")


def _period(page: Page) -> None:
    page.section("3　計画期間等")
    _pair(page, ("A:C", "提出の区分", "D:G", "paper_kind"), ("H:I", "基準年度", "J:L", "base_year"))
    _pair(page, ("A:C", "計画期間の初年度", "D:G", "plan_first_year"), ("H:I", "最終年度", "J:L", "plan_last_year"))
    page.section("4　推進体制", "organisation_text")
    page.down(52)
    page.field("A:L", "organisation_text", v="top")


def _year_head(page: Page, names: str, label: str = "項目", left: str = "A:D") -> None:
    page.down(17)
    page.label(left, label, h="center")
    for text, _, columns in YEARS:
        page.label(columns, text, h="center")
    page.down(30)
    page.label(left, page.marked("年度", f"{names}_base"))
    for _, year, columns in YEARS:
        page.field(columns, f"{names}_{year}", h="center", size=9)


def _energy(page: Page) -> None:
    page.section("5　エネルギーの使用の状況等")
    _year_head(page, "oil_year")
    page.down(20)
    page.label("A:D", page.marked("エネルギー使用量（原油換算 kL）", "oil_kl_base"), size=9)
    for _, year, columns in YEARS:
        page.field(columns, f"oil_kl_{year}", number=INTEGER)
    page.down(30)
    page.label("A:D", page.marked("エネルギー起源CO2以外の温室効果ガス（県内合計 t-CO2）", "duty_other_gases_t"), size=9)
    page.field("E:F", "duty_other_gases_t", number=INTEGER)
    page.label("G:J", page.marked("自動車の台数（県内に使用の本拠 台）", "duty_vehicles"), size=9)
    page.field("K:L", "duty_vehicles", number=INTEGER)


def _plan(page: Page, prefix: str) -> int:
    """The block 計画 with base, adjusted base, target; gives its first row."""
    _pair(page, ("B:D", "基準年度", "E:G", f"{prefix}_base_year"), ("H:I", "目標年度", "J:L", f"{prefix}_target_year"))
    first = page.row
    _pair(
        page, ("B:D", "基準排出量（t-CO2）", "E:G", f"{prefix}_base_t"),
        ("H:I", "調整後排出量", "J:L", f"{prefix}_base_adjusted_t"), number=INTEGER,
    )  # fmt: skip
    page.down(20)
    page.label("B:D", "目標排出量（t-CO2）")
    page.field("E:G", f"{prefix}_target_t", number=INTEGER)
    page.label("H:I", "目標削減率（%）")
    page.field("J:L", f"{prefix}_target_percent", number=ONE)
    return first


def _text(page: Page, label: str, name: str, height: float = 36) -> None:
    page.down(height)
    page.label("B:D", page.marked(label, name))
    page.field("E:L", name, v="top" if height > 30 else "center")


def _block(page: Page, text: str, first: int) -> None:
    """The upright word at the left of a block."""
    page.cell("A", text, row=first, to_row=page.row, fill=LABEL_FILL, h="center", rotate=255, size=9.5, wrap=False)


def _line(page: Page, label: str, prefix: str, number: str, years: tuple[str, ...]) -> None:
    """A row of figures for the years; the others are struck out."""
    page.down(20)
    page.label("B:D", page.marked(label, *(f"{prefix}_{year}" for year in years)))
    for _, year, columns in YEARS:
        if year in years:
            page.field(columns, f"{prefix}_{year}", number=number)
        else:
            page.cell(columns, "－", h="center", colour="FF8C8C90")


def _reasons(page: Page, prefix: str) -> None:
    _text(page, "排出量等の増減理由（第一年度）", f"{prefix}_change_reason_year1")
    _text(page, "排出量等の増減理由（第二年度）", f"{prefix}_change_reason_year2")
    _text(page, "目標の達成状況及び排出量の増減理由（第三年度）", f"{prefix}_achievement_text")


LATER = ("year1", "year2", "year3")
ALL = ("base", *LATER)


def _energy_co2(page: Page) -> None:
    page.section("6の1　エネルギー起源二酸化炭素の排出抑制に係る目標等の状況")
    first = _plan(page, "energy_co2")
    _text(page, "目標の決め方", "energy_co2_target_basis", 20)
    _text(page, "目標設定に関する説明", "energy_co2_target_text", 52)
    _block(page, "計画", first)
    _year_head(page, "energy_co2_year", left="B:D")
    start = page.row - 1
    _line(page, "目標排出量（t-CO2）", "energy_co2_target_t", INTEGER, LATER)
    _line(page, "排出量（t-CO2）", "energy_co2_t", INTEGER, ALL)
    _line(page, "調整後排出量（t-CO2）", "energy_co2_adjusted_t", INTEGER, ALL)
    _line(page, "削減率（%）", "energy_co2_reduction_percent", ONE, LATER)
    _reasons(page, "energy_co2")
    _block(page, "目標と実績", start)


def _short_head(page: Page) -> None:
    page.down(17)
    page.label("B:D", "項目", h="center")
    for text, _, columns in YEARS:
        page.label(columns, text, h="center")


def _other_gases(page: Page) -> None:
    page.section("6の2　エネルギー起源二酸化炭素以外の温室効果ガスの排出抑制に係る目標及び実績")
    page.down(20)
    page.field("A:L", "other_gases_note", size=9)
    first = _plan(page, "other_gases")
    _text(page, "目標設定に関する説明", "other_gases_target_text")
    _block(page, "計画", first)
    _short_head(page)
    start = page.row
    _line(page, "排出量（t-CO2）", "other_gases_t", INTEGER, LATER)
    _line(page, "調整後排出量（t-CO2）", "other_gases_adjusted_t", INTEGER, LATER)
    _line(page, "削減率（%）", "other_gases_reduction_percent", ONE, LATER)
    _reasons(page, "other_gases")
    _block(page, "実績", start)


def _vehicles(page: Page) -> None:
    page.section("6の3　自動車の使用に伴う二酸化炭素の排出抑制に係る目標及び実績")
    page.down(20)
    page.field("A:L", "vehicle_co2_note", size=9)
    _pair(page, ("B:D", "基準年度", "E:G", "vehicle_co2_base_year"))
    first = page.row
    page.label("H:I", "基準排出量（t-CO2）", size=8.5)
    page.field("J:L", "vehicle_co2_base_t", number=INTEGER)
    page.down(20)
    page.label("B:D", "目標排出量（t-CO2）")
    page.field("E:G", "vehicle_co2_target_t", number=INTEGER)
    page.cell("H:L", "－", h="center", colour="FF8C8C90")
    _text(page, "目標設定に関する説明", "vehicle_co2_target_text")
    _block(page, "計画", first)
    _short_head(page)
    start = page.row
    _line(page, "排出量（t-CO2）", "vehicle_co2_t", INTEGER, LATER)
    _line(page, "削減率（%）", "vehicle_co2_reduction_percent", ONE, LATER)
    _reasons(page, "vehicle_co2")
    _block(page, "実績", start)


def _priority(page: Page) -> None:
    page.section("7　重点対策の実施状況")
    page.down(20)
    page.field("A:L", "priority_note", size=9)
    page.down(20)
    columns = (("A", "段階"), ("B", "連番"), ("C:E", "対策名称"), ("F", "基準年度"), ("G", "実施予定"), ("H", "第一年度"),
               ("I", "第二年度"), ("J", "第三年度"), ("K:L", "備考"))  # fmt: skip
    for place, text in columns:
        page.label(place, text, h="center", size=9)
    for _ in page.table("priority_measures", 19):
        for place, text in columns:
            page.cell(place, h="left" if text in ("対策名称", "備考") else "center", size=9)


def _measures(book: Workbook, form: FormMap) -> Page:
    page = Page(book, "措置", form, [5.5, 12, 14, 14, 8, 11, 11, 11, 11])
    page.head("様式1号（個別票）", "排出抑制目標達成のための具体的な措置", ONE_SHEET)
    for label, name in (("氏名又は名称", "measures_firm_name"), ("県内の工場等", "measures_site_names")):
        page.down(20)
        page.label("A:B", page.marked(label, name))
        page.field("C:I", name)
    page.section("5　排出抑制目標達成のための具体的な措置")
    page.down(17)
    top = page.row
    for columns, text in (("F:G", "計画"), ("H:I", "状況")):
        page.label(columns, text, h="center")
    page.down(30)
    for columns, text in (("A", "番号"), ("B", "区分"), ("C:E", "対策内容")):
        page.label(columns, text, h="center", row=top, to_row=page.row)
    for columns, text in (("F", "削減見込量（t-CO2）"), ("G", "実施予定年度"), ("H", "推計削減量（t-CO2）"), ("I", "実施年度")):
        page.label(columns, text, h="center", size=9)
    rows = form.tables["measures"].rows
    for number, _ in enumerate(page.table("measures", 34), 1):
        page.cell("A", h="center", number=INTEGER)
        page.sheet[f"A{page.row}"] = number
        page.cell("B", size=9)
        page.cell("C:E", size=9.5)
        for column in "FH":
            page.cell(column, h="right", wrap=False, number=ONE)
        for column in "GI":
            page.cell(column, h="center", size=9)
    page.down(21)
    page.label("A:E", f"合計{GUESS}", h="right")
    for column, name in (("F", "measures_expected_total_t"), ("H", "measures_actual_total_t")):
        area = f"{column}{rows[0]}:{column}{rows[-1]}"
        total = f'=IF(COUNT({area})=0,"",SUM({area}))'  # no results: blank, as in the rows above
        page.field(column, name, number=ONE, text=total, bold=True)
    for column in "GI":
        page.cell(column)
    page.down(21)
    page.label("A:E", page.marked("目標の達成に必要な削減量（基準排出量 − 目標排出量 t-CO2）", "measures_needed_t"), h="right")
    page.field("F", "measures_needed_t", number=ONE)
    page.cell("G:I")
    _no_gases(page)
    page.foot([ROWS_KNOWN, SHOWN])
    page.sheet.row_breaks.append(Break(id=page.row))
    _gases(page)
    page.finish("様式1号（個別票）")
    return page


def _no_gases(page: Page) -> None:
    page.gap()
    page.section(GASES)
    page.down(20)
    page.field(f"A:{page.last}", "gases_none", size=9)


def _gases(page: Page) -> None:
    page.section(f"{GASES}（県内の工場等の合計）")
    columns = tuple(zip("FGHI", YEARS, strict=True))
    page.down(17)
    top = page.row
    for column, (text, _, _) in columns:
        page.label(column, text, h="center", size=9)
    page.down(30)
    page.label("A:E", "ガスの種類（t-CO2）", h="center", row=top, to_row=page.row)
    for column, (_, year, _) in columns:
        page.field(column, f"gases_year_{year}", h="center", size=8)
    number = page.digits("gas_tonnes")
    for _ in page.table("gases", 20):
        page.cell("A:E", indent=1)
        for column in "FGHI":
            page.cell(column, h="right", wrap=False, number=number)
    page.down(21)
    page.label("A:E", "合計（t-CO2）", h="right")
    for column, (_, year, _) in columns:
        page.field(column, f"gases_total_t_{year}", number=number, bold=True)
    page.down(30)
    page.field(f"A:{page.last}", "gases_source", size=8, colour=SUB, box=False)
    page.small(f"{rounding_words(page.form, gas_tonnes='種類ごとの値と合計')}。それぞれ丸める前の値から丸めているため、"
               "種類ごとの値を足しても合計と合わないことがあります。種類の分け方は平成30年度の県の説明資料によります。")  # fmt: skip
