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


def look_through(records: bytes, name: str) -> bytes:
    """The records with the claims about their size blanked, for readers make room for claims rather than for cells.

    Raises InputProblem `importers.encrypted`, `importers.old_workbook`, `importers.damaged`, `importers.too_many_cells`.
    """
    if len(records) < 8:
        raise InputProblem("importers.damaged", name=name)
    place, end, total = 0, len(records), 0
    last_row, last_column = -1, -1
    modest = bytearray(records)
    unpack = struct.Struct("<HH").unpack_from
    if unpack(records)[0] in _OLD_STARTS:
        raise InputProblem("importers.old_workbook", name=name)
    if unpack(records)[0] != _BOF:
        raise InputProblem("importers.damaged", name=name)
    while place + 4 <= end:
        kind, length = unpack(records, place)
        place += 4
        if place + length > end:
            break
        if kind in _CELLS and length >= 4:
            row, column = unpack(records, place)
            last_row, last_column = max(last_row, row), max(last_column, column)
        elif kind in _MANY_CELLS and length >= 6:
            row, column = unpack(records, place)
            column = max(column, unpack(records, place + length - 4)[1])
            last_row, last_column = max(last_row, row), max(last_column, column)
        elif kind == _FILE_PASSWORD:
            raise InputProblem("importers.encrypted", name=name)
        elif kind == _STRINGS and length >= 8 and struct.unpack_from("<I", records, place + 4)[0] * 3 > end:
            raise InputProblem("importers.damaged", name=name)
        elif kind == _DIMENSIONS:
            modest[place : place + length] = bytes(length)
        elif kind in (_BOF, _EOF):
            total += (last_row + 1) * (last_column + 1)
            last_row, last_column = -1, -1
        if (last_row + 1) * (last_column + 1) + total > limits.CELLS:
            raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
        place += length
    return bytes(modest)
