"""Looks through the records of an .xls workbook before a reader makes room for what they claim.

[MS-XLS] describes the records. Not for: values (`sllassist.importers.workbook`).
"""

import struct
from typing import Final

from sllassist.case.problems import InputProblem
from sllassist.importers import limits

_BOF, _EOF, _FILE_PASSWORD, _STRINGS, _DIMENSIONS = 0x0809, 0x000A, 0x002F, 0x00FC, 0x0200
_OLD_STARTS: Final = (0x0009, 0x0209, 0x0409)
_CELLS: Final = frozenset((0x0203, 0x027E, 0x00FD, 0x0204, 0x0201, 0x0006, 0x0205, 0x00D6, 0x0206, 0x0406))
_MANY_CELLS: Final = frozenset((0x00BD, 0x00BE))
_ERROR_CELL, _FORMULAS = 0x0205, (0x0006, 0x0206, 0x0406)
_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
"""Error values by their code ([MS-XLS] 2.5.10 Bes)."""
_MOST_ERRORS: Final = 10_000
_PAIR: Final = struct.Struct("<HH")


def _corner(kind: int, records: bytes, place: int, length: int) -> tuple[int, int]:
    """Last row and column that a record fills, (-1, -1) for one that holds no cells."""
    if kind in _CELLS and length >= 4:
        return _PAIR.unpack_from(records, place)
    if kind in _MANY_CELLS and length >= 6:
        row, column = _PAIR.unpack_from(records, place)
        return row, max(column, _PAIR.unpack_from(records, place + length - 4)[1])
    return -1, -1


def _check_start(records: bytes, name: str) -> None:
    if len(records) < 8:
        raise InputProblem("importers.damaged", name=name)
    kind = _PAIR.unpack_from(records)[0]
    if kind != _BOF:
        raise InputProblem("importers.old_workbook" if kind in _OLD_STARTS else "importers.damaged", name=name)


def errors(records: bytes) -> list[list[tuple[int, int, str]]]:
    """Cells with an error value, by the streams of the workbook in their order: row, column from 0, and the value (#N/A).

    The first stream holds what all sheets share.
    """
    found: list[list[tuple[int, int, str]]] = []
    place, end, count, depth = 0, len(records), 0, 0
    while place + 4 <= end:
        kind, length = _PAIR.unpack_from(records, place)
        place += 4
        if place + length > end:
            break
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _BOF and depth == 1:  # charts within a sheet are streams within its own
            found.append([])
        code = None
        if kind == _ERROR_CELL and length >= 8 and records[place + 7]:
            code = records[place + 6]
        elif kind in _FORMULAS and length >= 14 and records[place + 6] == 2 and records[place + 12 : place + 14] == b"\xff\xff":
            code = records[place + 8]
        if code in _ERRORS and depth == 1 and count < _MOST_ERRORS:
            row, column = _PAIR.unpack_from(records, place)
            found[-1].append((row, column, _ERRORS[code]))
            count += 1
        place += length
    return found


def look_through(records: bytes, name: str) -> bytes:
    """The records with the claims about their size blanked, for readers make room for claims rather than for cells.

    Raises InputProblem `importers.encrypted`, `importers.old_workbook`, `importers.damaged`, `importers.too_many_cells`.
    """
    _check_start(records, name)
    place, end, total, last_row, last_column = 0, len(records), 0, -1, -1
    modest = bytearray(records)
    while place + 4 <= end:
        kind, length = _PAIR.unpack_from(records, place)
        place += 4
        if place + length > end:
            break
        row, column = _corner(kind, records, place, length)
        last_row, last_column = max(last_row, row), max(last_column, column)
        if kind == _FILE_PASSWORD:
            raise InputProblem("importers.encrypted", name=name)
        if kind == _STRINGS and length >= 8 and struct.unpack_from("<I", records, place + 4)[0] * 3 > end:
            raise InputProblem("importers.damaged", name=name)
        if kind == _DIMENSIONS:
            modest[place : place + length] = bytes(length)
        if kind in (_BOF, _EOF):
            total += (last_row + 1) * (last_column + 1)
            last_row, last_column = -1, -1
        if (last_row + 1) * (last_column + 1) + total > limits.CELLS:
            raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
        place += length
    return bytes(modest)
