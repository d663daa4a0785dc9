"""Makes the messy files in `files/`: tables as utilities, accounting programs and firms' own sheets have them.

    python tests/importers/make_files.py          (needs LibreOffice for the .xls and the .ods)

All names and figures are invented. The expected readings stand by hand in `test_messy_files.py`.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).resolve().parent / "files"
MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)

TEXTS: dict[str, tuple[str, str]] = {
    # Names with letters that only Windows' own Shift_JIS has, full-width units, a number column that means nothing.
    "circled_cp932.csv": (
        "cp932",
        (
            "№,事業所名,年月,電気使用量（ｋＷｈ）,電気料金（円）,備考\r\n"
            '①,㈱見本①工場,2024年4月,"12,345","345,678",\r\n'
            '②,㈱見本①工場,2024年5月,"11,000","300,100",検針票あり\r\n'
            '③,㈱見本②倉庫,2024年4月,980,"31,000",\r\n'
            '④,㈱見本②倉庫,2024年5月,1010,"32,500",髙﨑確認済\r\n'
        ),
    ),
    # The same months written in five ways.
    "wareki_bom.csv": (
        "utf-8-sig",
        (
            '使用年月,灯油（Ｌ）,灯油代\n令和6年4月,400,44000\nR6.5,310,34100\nＲ６／６,0,0\n2024年7月分,０,0\n令和６年１月度,1200,"132,000"\n'
        ),
    ),
    # Deliveries by day, a correction with a black triangle, an amount with the yen sign, full-width digits.
    "fuel_cards.csv": (
        "cp932",
        (
            "カード利用明細書\n発行日：2024年6月3日\n\n"
            "給油日,車番,油種,数量（L）,単価,ご利用金額\n"
            '2024/4/2,長野100あ1234,レギュラー,42.10,170.0,"7,157"\n'
            '2024/4/15,長野100あ1234,ﾚｷﾞｭﾗｰ,３８．５,170.0,"￥6,545"\n'
            '2024/4/20,長野400い5678,軽油,60.00,150.0,"9,000"\n'
            '2024/4/21,長野400い5678,軽油,▲10.00,150.0,"▲1,500"\n'
            '2024/5/7,長野100あ1234,レギュラー,40.00,172.0,"6,880"\n'
            '合計,,,170.60,,"28,082"\n※ 税込みの金額です。\n'
        ),
    ),
    # Bought, sold and self-used electricity side by side.
    "solar.csv": (
        "utf-8",
        (
            "年月,買電量(kWh),太陽光自家消費量(kWh),売電量(kWh),発電量(kWh),電気料金(円),売電収入(円)\n"
            "2024/04,5000,820,300,1120,150000,4800\n2024/05,4700,990,410,1400,141000,6560\n"
        ),
    ),
    # What Excel saves as "Unicode text".
    "unicode_text.txt": (
        "utf-16",
        (
            "月\t都市ガス使用量\t都市ガス料金\n令和5年度\t\t\n2023年4月\t120\t18,000\n2023年5月\t96\t15,200\n計\t216\t33,200\n"
        ),
    ),
    # Bookings: amounts without quantities.
    "accounting.csv": (
        "cp932",
        (
            "取引日,借方勘定科目,摘要,借方金額,貸方勘定科目,貸方金額\n"
            "2024/04/30,水道光熱費,中部電力 4月分 電気代,45678,普通預金,45678\n"
            "2024/05/31,水道光熱費,中部電力 5月分 電気代,43210,普通預金,43210\n"
        ),
    ),
    # Day numbers where dates were, a repeated line.
    "day_numbers.csv": (
        "utf-8",
        ("検針日,電気使用量(kWh),請求金額\n45396,1500,42000\n45426,1400,39000\n45426,1400,39000\n45457,1450,40500\n"),
    ),
    # Months without a year anywhere.
    "no_year.csv": ("utf-8", "月,Ａ重油使用量（kL）\n10月,1.25\n11月,2.5\n12月,3\n"),
    # Units behind the figures, one of them water.
    "units_in_cells.csv": (
        "utf-8",
        (
            '年月,電気,プロパンガス,水道\n2024年4月,"1,234 kWh",12.5㎥,30㎥\n2024年5月,1.1千kWh,11.0㎥,28㎥\n2024年6月,検針なし,10㎥,25㎥\n'
        ),
    ),
    # An old UNIX system's letters.
    "euc.csv": ("euc_jp", "月分,電気使用量(kWh),金額\n2024年4月分,100,3000\n2024年5月分,200,6000\n"),
    # Two digits of a year.
    "short_years.csv": ("utf-8", "年月,軽油(L)\n24/4,100\n24/5,120\n"),
    # A gas company's bills from reading day to reading day.
    "gas_bills.csv": (
        "cp932",
        (
            "お客様番号,ご使用期間,ご使用量(m3),ご請求金額\n"
            "12-345-678,2024年3月16日～2024年4月15日,310,55800\n"
            "12-345-678,2024年4月16日～2024年5月15日,300,54000\n"
            "12-345-678,2024年5月16日～2024年6月15日,93,16740\n"
        ),
    ),
}


def merged_headers(sheet: Worksheet) -> None:
    """Headings over two rows, merged; subtotals, a total, a comparison with last year, a note."""
    sheet.title = "R6"
    sheet["A1"] = "令和６年度　エネルギー使用量（岡谷工場）"
    sheet.merge_cells("A1:E1")
    sheet["A3"], sheet["B3"], sheet["D3"] = "年月", "電　気", "都市ガス"
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:C3")
    sheet.merge_cells("D3:E3")
    for column, text in zip("BCDE", ("使用量(kWh)", "金額(円)", "使用量(㎥)", "金額(円)"), strict=True):
        sheet[f"{column}4"] = text
    row = 5
    for number, month in enumerate(MONTHS):
        sheet.cell(row, 1, f"{month}月")
        for column, value in enumerate((1000 + number, 30000 + number * 30, 50 + number, 9000 + number * 180), 2):
            sheet.cell(row, column, value)
        row += 1
        if number % 3 == 2:
            first = number - 2
            sheet.cell(row, 1, f"第{number // 3 + 1}四半期 小計")
            sheet.cell(row, 2, 3000 + 3 * first + 3)
            row += 1
    sheet.cell(row, 1, "合計")
    sheet.cell(row, 2, 12066)
    sheet.cell(row, 4, 666)
    sheet.cell(row + 1, 1, "前年比（％）")
    sheet.cell(row + 1, 2, 98.5)
    sheet.cell(row + 3, 1, "※ 都市ガスは標準状態に直していません。")


def two_tables(sheet: Worksheet) -> None:
    """Two tables below each other, months as bare numbers across, a line with the unit, blanks."""
    sheet.title = "電気"
    sheet["A1"] = "2024年度 電気使用量"
    sheet["A3"], sheet["H3"] = "■岡谷工場", "（単位：千kWh）"
    sheet.append(["設備", *MONTHS, "合計"])
    sheet.append(["工場全体", *(10 + n for n in range(12)), sum(10 + n for n in range(12))])
    sheet["A8"], sheet["H8"] = "■長野工場", "（単位：千kWh）"
    for column, value in enumerate(["設備", *MONTHS, "合計"], 1):
        sheet.cell(9, column, value)
    for column, value in enumerate(["工場全体", 5.5, None, 6.25, *([7] * 9), 74.75], 1):
        sheet.cell(10, column, value)
    sheet["A12"] = "注）5月は工場の移転のため集計していません。"


def side_by_side(sheet: Worksheet) -> None:
    """Two tables beside each other, apart by an empty column."""
    sheet.title = "2023年度"
    sheet["A1"], sheet["E1"] = "長野工場", "岡谷工場"
    for start in (1, 5):
        for column, text in enumerate(("年月", "軽油(L)", "灯油(L)"), start):
            sheet.cell(2, column, text)
    for number, month in enumerate((10, 11, 12)):
        for start, base in ((1, 100), (5, 500)):
            for column, value in enumerate((dt.date(2023, month, 1), base + number, base * 2 + number), start):
                sheet.cell(3 + number, column, value)


def thousand_kwh(sheet: Worksheet) -> None:
    """Whole years, in the units of the yearly report."""
    sheet.title = "年度推移"
    sheet.append(["年度", "電気（千kWh）", "A重油（kL）", "LPG（t）", "CO2排出量（t-CO2）"])
    sheet.append(["2022年度", 1234.5, 20.25, 3.5, 640])
    sheet.append(["2023年度", 1200, 18, 3.25, 610])
    sheet.append(["2024年度", 1150.75, 15.5, 0, 570])


def sites_across(sheet: Worksheet) -> None:
    """Months down, sites across; energy, unit and year only in the title; one site the case does not know."""
    sheet.title = "Sheet1"
    sheet["A1"] = "電気使用量（単位：kWh）　令和6年度"
    sheet.append([])
    sheet.append(["月", "岡谷工場", "長野工場", "塩尻営業所", "計"])
    for number, month in enumerate((4, 5, 1)):
        values = (100 + number, 200 + number, 30 + number)
        sheet.append([f"{month}月", *values, sum(values)])


def calendar_year(sheet: Worksheet) -> None:
    """A calendar year, January to December, kinds of figures below each other under a merged label."""
    sheet.title = "2024年"
    sheet["A1"], sheet["B1"] = "エネルギー", "区分"
    for month in range(1, 13):
        sheet.cell(1, 2 + month, f"{month}月")
    for row, kind in enumerate(("使用量(kWh)", "料金(円)"), 2):
        sheet.cell(row, 2, kind)
        for month in range(1, 13):
            sheet.cell(row, 2 + month, month * (100 if row == 2 else 3000))
    sheet["A2"] = "電気"
    sheet.merge_cells("A2:A3")
    sheet["A4"], sheet["B4"] = "灯油", "使用量(L)"
    for month in (1, 2, 12):
        sheet.cell(4, 2 + month, month * 10)


def utility_export(sheet: Worksheet) -> None:
    """A utility's list of bills for two places, with columns nobody needs, prepared as an .xls."""
    sheet.title = "ご使用実績"
    sheet.append(
        [
            "お客さま番号",
            "ご使用場所",
            "契約種別",
            "使用期間開始日",
            "使用期間終了日",
            "ご使用量(kWh)",
            "契約電力(kW)",
            "力率(%)",
            "基本料金(円)",
            "ご請求金額(円)",
        ]
    )
    for number, place, factor in (("03-1", "岡谷工場", 10), ("03-2", "長野工場", 7)):
        for start, end, kwh in (
            (dt.date(2024, 4, 1), dt.date(2024, 4, 30), 300),
            (dt.date(2024, 5, 1), dt.date(2024, 5, 31), 311),
        ):
            sheet.append([number, place, "高圧電力", start, end, kwh * factor, 50, 100, 80000, kwh * factor * 25])


def own_sheet(sheet: Worksheet) -> None:
    """A firm's own sheet, months across under two years, prepared as an .ods (which tells nothing about merged cells)."""
    sheet.title = "集計"
    sheet["A1"] = "項目"
    sheet["B1"], sheet["E1"] = "2023年度", "2024年度"
    sheet.merge_cells("B1:D1")
    sheet.merge_cells("E1:G1")
    for column, text in enumerate(("", "4月", "5月", "6月", "4月", "5月", "6月"), 1):
        sheet.cell(2, column, text)
    sheet.append(["ガソリン（L）", 11, 12, 13, 21, 22, 23])
    sheet.append(["LPガス（㎏）", 1.5, 1.6, 1.7, 2.5, 2.6, 2.7])
    sheet.append(["合計", 12.5, 13.6, 14.7, 23.5, 24.6, 25.7])


def formulas(sheet: Worksheet) -> None:
    """Formulas saved by a program that does not compute them: the results are not in the file."""
    sheet.title = "電気"
    sheet.append(["年月", "昼(kWh)", "夜(kWh)", "電気使用量(kWh)"])
    sheet.append([dt.date(2024, 4, 1), 60, 40, "=B2+C2"])
    sheet.append([dt.date(2024, 5, 1), 70, 50, 120])


BOOKS: dict[str, tuple[Callable[[Worksheet], None], str]] = {
    "merged_headers.xlsx": (merged_headers, "xlsx"),
    "two_tables.xlsx": (two_tables, "xlsx"),
    "side_by_side.xlsx": (side_by_side, "xlsx"),
    "thousand_kwh.xlsx": (thousand_kwh, "xlsx"),
    "sites_across.xlsx": (sites_across, "xlsx"),
    "calendar_year.xlsx": (calendar_year, "xlsx"),
    "utility_export.xls": (utility_export, "xls"),
    "own_sheet.ods": (own_sheet, "ods"),
    "formulas.xlsx": (formulas, "xlsx"),
}


def text_bytes(name: str) -> bytes:
    """The bytes of one of the text files."""
    encoding, text = TEXTS[name]
    return text.encode(encoding)


def main() -> int:
    """Write every file anew."""
    HERE.mkdir(exist_ok=True)
    for name in TEXTS:
        (HERE / name).write_bytes(text_bytes(name))
    with tempfile.TemporaryDirectory() as scratch:
        for name, (fill, suffix) in BOOKS.items():
            book = Workbook()
            sheet = book.active
            assert isinstance(sheet, Worksheet)
            fill(sheet)
            if suffix == "xlsx":
                book.save(HERE / name)
                continue
            source = Path(scratch) / name.replace(suffix, "xlsx")
            book.save(source)
            profile = (Path(scratch) / "profile").as_uri()
            command = [
                "soffice",
                "--headless",
                f"-env:UserInstallation={profile}",
                "--convert-to",
                suffix,
                "--outdir",
                str(HERE),
                str(source),
            ]
            subprocess.run(command, check=True, capture_output=True, timeout=180)
    return 0


if __name__ == "__main__":
    sys.exit(main())
