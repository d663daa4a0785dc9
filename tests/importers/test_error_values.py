"""Formulas that ended in #DIV/0! or #N/A: the cell is named with its value, never called blank."""

from __future__ import annotations

import io
import struct

import openpyxl
from support.importing import case_with, keys, left, lines, look

from sllassist.importers import biff

ONE = case_with("本館")


def _book(*cells: object) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["年月", "電気(kWh)"])
    for month, cell in enumerate(cells, 4):
        sheet.append([f"2024/{month}", cell])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_an_error_value_is_asked_about_with_its_cell_and_value() -> None:
    data = _book(1004, 1005, "#DIV/0!", 1007, "#N/A", 1009)
    preview = look(data, ONE, name="電気.xlsx")
    assert [key.split(":")[0] for key in keys(preview)] == ["error_value"]
    assert "2か所あります（Sheet!B4「#DIV/0!」、Sheet!B6「#N/A」）" in preview.questions[0].text
    assert left(preview) == {}
    preview = look(data, ONE, {"error_value": "leave_out"}, name="電気.xlsx")
    assert preview.questions == ()
    assert [line[3] for line in lines(preview, ONE)] == [4, 5, 7, 9]
    assert [(each.key, each.where) for each in preview.left_out] == [
        ("importers_left.error_value", ("Sheet!B4", "Sheet!B6"))
    ]


def test_a_column_of_nothing_but_error_values_is_not_overlooked() -> None:
    preview = look(_book("#REF!", "#REF!", "#REF!"), ONE, name="電気.xlsx")
    assert [key.split(":")[0] for key in keys(preview)] == ["error_value"]


def test_error_values_in_a_text_file_are_told_the_same_way() -> None:
    preview = look("年月,電気(kWh)\n2024/4,100\n2024/5,#VALUE!\n2024/6,120\n", ONE)
    assert [key.split(":")[0] for key in keys(preview)] == ["error_value"]
    assert "B3「#VALUE!」" in preview.questions[0].text


def test_a_blank_figure_is_named_by_its_own_cell() -> None:
    preview = look("年月,電気(kWh)\n2024/4,100\n2024/5,\n2024/6,120\n", ONE)
    assert [(each.key, each.where) for each in preview.left_out] == [("importers_left.blank", ("B3",))]


def test_error_values_of_an_old_workbook_are_found_by_sheet() -> None:
    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    start, end = record(0x0809, bytes(16)), record(0x000A, b"")
    cell = struct.pack("<HHH", 3, 1, 0)
    wrong = record(0x0205, cell + b"\x2a\x01")
    truth = record(0x0205, cell + b"\x01\x00")
    formula = record(0x0006, cell + b"\x02\x00\x07\x00\x00\x00\xff\xff" + bytes(8))
    number = record(0x0006, cell + struct.pack("<d", 1.5) + bytes(8))
    chart = start + wrong + end
    records = start + end + start + wrong + truth + chart + end + start + formula + number + end
    assert biff.errors(records) == [[], [(3, 1, "#N/A")], [(3, 1, "#DIV/0!")]]
