"""Lays out エネルギー起源二酸化炭素排出量等算定総括表 with formulas, and its sheet of sources."""

from openpyxl import Workbook
from sheetkit import HEAD_FILL, LABEL_FILL, Page

from sllassist.documents.forms import FormMap

TITLE = "エネルギー起源二酸化炭素排出量等算定総括表"
SHEET = "算定総括表"
EXPLANATION = (
    "公式様式の欄が分からないため、欄はすべて推定です。地に色のある列は計算式です。数字は丸めずに入っていて、表示だけ桁をそろえています。\n"
    "熱量＝算定に使う量×単位発熱量。二酸化炭素排出量＝熱量×炭素排出係数×44÷12（炭素排出係数のない電気・都市ガス・熱は、算定に使う量×二酸化炭素排出係数）。"
    "原油換算は、熱量の合計に原油換算係数を1回だけ掛けています。"
)
WIDTHS = [4.5, 15, 13, 21, 12, 6, 8.5, 12, 6.5, 9, 12, 9, 9, 9, 11, 11, 7]
HEADS = (
    "番号", "事業所・工場等", "エネルギーの種類", "供給者・メニュー", "使用量", "単位", "換算", "使用量", "単位",
    "単位発熱量\nGJ/単位", "熱量\nGJ", "炭素排出\n係数\ntC/GJ", "基礎\nt-CO2\n/単位", "調整後\nt-CO2\n/単位",
    "基礎\nt-CO2", "調整後\nt-CO2", "係数の\n出典",
)  # fmt: skip
GROUPS = {"E:F": "請求書", "H:I": "算定に使う量", "M:N": "二酸化炭素排出係数", "O:P": "二酸化炭素排出量"}
FORMATS = {"A": "0", "E": "#,##0.00", "G": "0.0#####", "H": "#,##0.000", "J": "#,##0.00##", "K": "#,##0.00", "L": "0.0000##",
           "M": "#,##0.000###", "N": "#,##0.000###", "O": "#,##0.000", "P": "#,##0.000"}  # fmt: skip
FORMULAS = {
    "H": '=IF(E{r}="","",E{r}*IF(G{r}="",1,G{r}))',
    "K": '=IF(OR(H{r}="",J{r}=""),"",H{r}*J{r})',
    "O": '=IF(H{r}="","",IF(L{r}<>"",IF(K{r}="","",K{r}*L{r}*44/12),IF(M{r}<>"",H{r}*M{r},"")))',
    "P": '=IF(H{r}="","",IF(L{r}<>"",IF(K{r}="","",K{r}*L{r}*44/12),IF(N{r}<>"",H{r}*N{r},"")))',
}


def build(book: Workbook, form: FormMap) -> list[Page]:
    """Both sheets."""
    page = Page(book, SHEET, form, WIDTHS, landscape=True)
    margins = page.sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.55
    margins.header = margins.footer = 0.28
    page.head("参考様式", TITLE, EXPLANATION)
    page.down(18)
    page.label("A:B", "氏名又は名称")
    page.field("C:F", "firm_name")
    page.label("G:H", "使った係数")
    page.field("I:Q", "factor_set", size=9)
    page.down(18)
    page.label("A:B", "算定した年度")
    page.field("C:F", "fiscal_year")
    page.label("G:H", "作成日")
    page.field("I:Q", "made_on")
    page.down(18)
    page.label("A:B", "備考")
    page.field("C:Q", "notes", size=9)
    page.gap()
    rows = form.tables["lines"].rows
    total = rows[-1] + 1
    _results(page, total)
    page.gap()
    top = _line_heads(page)
    for row in page.table("lines", 18):
        for column in "ABCDEFGHIJKLMNOPQ":
            text = FORMULAS[column].format(r=row) if column in FORMULAS else None
            number = FORMATS.get(column)
            side = "center" if column in "AFIQ" else "right" if number else "left"
            ground = LABEL_FILL if column in FORMULAS else None
            page.cell(column, text, size=9, number=number, wrap=not number, h=side, fill=ground)
    page.down(22)
    page.cell("A:J", "合計", h="right", bold=True, fill=HEAD_FILL)
    for column, name in (("K", "total_gj"), ("O", "total_co2_basic_t"), ("P", "total_co2_adjusted_t")):
        formula = f"=SUM({column}{rows[0]}:{column}{rows[-1]})"
        page.field(column, name, number=FORMATS[column], text=formula, bold=True, size=9, fill=HEAD_FILL)
    page.cell("L:N", fill=HEAD_FILL)
    page.cell("Q", fill=HEAD_FILL)
    page.finish("参考様式（算定総括表）", title_rows=f"{top}:{top + 1}")
    page.sheet.freeze_panes = f"D{top + 2}"
    # the results stand above the rows, the totals below them: the order of the map's cells
    for name in ("total_gj", "total_co2_basic_t", "total_co2_adjusted_t"):
        page.places[name].sort(key=lambda place: int(place.rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQ")), reverse=True)
    return [page, _sources(book, form)]


def _results(page: Page, total: int) -> None:
    """Left the results, right the three limits of the duty to hand in a plan."""
    page.down(18)
    page.cell("A:F", "算定結果", bold=True, size=11, fill=HEAD_FILL)
    page.cell("H:Q", "計画書の提出が義務になる基準との比べ（県内の合計）", bold=True, size=11, fill=HEAD_FILL)
    first = page.row
    oil = first + 3
    left = (
        ("熱量の合計", "total_gj", f"=K{total}", "GJ", "#,##0.00"),
        ("原油換算係数", "kl_per_gj", None, "kL/GJ", "0.0000"),
        ("エネルギー使用量（原油換算）", "total_kl", f"=D{first + 1}*D{first + 2}", "kL", "#,##0.000"),
        ("二酸化炭素排出量（基礎）", "total_co2_basic_t", f"=O{total}", "t-CO2", "#,##0.000"),
        ("二酸化炭素排出量（調整後）", "total_co2_adjusted_t", f"=P{total}", "t-CO2", "#,##0.000"),
    )
    gases = "エネルギー起源CO2以外の温室効果ガス（t-CO2）"
    right = {
        1: ("エネルギー使用量（原油換算 kL）", "total_kl", "limit_oil_kl", "verdict_oil", f"=D{oil}", "#,##0.000"),
        2: (gases, "duty_other_gases_t", "limit_other_gases_t", "verdict_other_gases", None, "#,##0.0"),
        3: ("自動車（県内に使用の本拠 台）", "duty_vehicles", "limit_vehicles", "verdict_vehicles", None, "#,##0"),
    }
    for index, (label, name, formula, unit, number) in enumerate(left):
        page.down(18)
        page.label("A:C", label)
        page.field("D:E", name, number=number, text=formula, bold=formula is not None, fill=LABEL_FILL if formula else None)
        page.cell("F", unit, size=9)
        if index == 0:
            for columns, text in (("H:K", "項目"), ("L:M", "この年度"), ("N:O", "基準（以上）"), ("P:Q", "判定")):
                page.label(columns, text, h="center", size=9)
        if index in right:
            _limit(page, *right[index])


def _limit(page: Page, label: str, value: str, limit: str, verdict: str, formula: str | None, number: str) -> None:
    """One limit of the duty: the year's figure, the limit, and how they compare."""
    row = page.row
    page.label("H:K", label, size=9)
    page.field("L:M", value, number=number, text=formula, fill=LABEL_FILL if formula else None)
    page.field("N:O", limit, number="#,##0")
    words = page.form.verdicts
    assert words is not None
    judged = f'=IF(OR(L{row}="",N{row}=""),"{words.unknown}",IF(L{row}<N{row},"{words.below}","{words.reached}"))'
    page.field("P:Q", verdict, text=judged, size=9, h="center", fill=LABEL_FILL)


def _line_heads(page: Page) -> int:
    """Two rows of column heads; gives the first."""
    page.down(17)
    top = page.row
    page.down(38)
    for columns, text in GROUPS.items():
        page.label(columns, text, row=top, h="center", size=9, fill=HEAD_FILL)
    grouped = {column for columns in GROUPS for column in (columns[0], columns[-1])}
    for column, text in zip("ABCDEFGHIJKLMNOPQ", HEADS, strict=True):
        if column in grouped:
            page.label(column, text, h="center", size=8.5)
        else:
            page.label(column, text, row=top, to_row=page.row, h="center", size=8.5, fill=HEAD_FILL)
    return top


def _sources(book: Workbook, form: FormMap) -> Page:
    page = Page(book, "係数の出典", form, [6, 34, 12, 15, 20, 48, 11], landscape=True)
    page.head("参考様式", "係数の出典", "「未確認」「暫定」の値は、県の手引きや国の一覧で確かめてください。")
    page.down(22)
    for column, text in zip("ABCDEFG", ("番号", "何の係数か", "値", "単位", "使う年度", "出典", "確認の状況"), strict=True):
        page.label(column, text, h="center", fill=HEAD_FILL)
    top = page.row
    for _ in page.table("sources", 20):
        page.cell("A", h="center", size=9, number="0")
        for column in "BDEF":
            page.cell(column, size=9)
        page.cell("C", size=9, number="#,##0.0######", h="right", wrap=False)
        page.cell("G", size=9, h="center")
    page.finish("参考様式（係数の出典）", title_rows=f"{top}:{top}")
    return page
