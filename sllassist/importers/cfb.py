"""The container of old Office files (OLE, .xls): finds the workbook inside, and packs it anew so that nothing else is read.

[MS-CFB] describes the layout. Every chain of sectors is followed within the file's own size.
Not for: the workbook's records (`sllassist.importers.biff`).
"""

import struct
from dataclasses import dataclass
from typing import Final

from sllassist.case.problems import InputProblem

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_LAST_SECTOR = 0xFFFFFFFA
_SECTOR = 4096
"""Sector size of the copies made here (major version 4)."""


class _Broken(Exception):
    """The container contradicts itself."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class _Container:
    def __init__(self, data: bytes) -> None:
        self._data = data
        major, _, shift, mini_shift = struct.unpack_from("<HHHH", data, 26)
        if (major, shift) not in ((3, 9), (4, 12)) or mini_shift != 6:
            raise _Broken
        self._size = 1 << shift
        self._wide = major == 4
        self._count = len(data) // self._size
        self._fat = self._read_fat()
        self._entries = self._read_entries(struct.unpack_from("<I", data, 48)[0])

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if number > _LAST_SECTOR or start >= len(self._data):
            raise _Broken
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    def _read_fat(self) -> list[int]:
        numbers = list(struct.unpack_from("<109I", self._data, 76))
        following, rounds = struct.unpack_from("<I", self._data, 68)[0], 0
        while following <= _LAST_SECTOR and rounds < self._count:
            block = struct.unpack(f"<{self._size // 4}I", self._sector(following))
            numbers += block[:-1]
            following, rounds = block[-1], rounds + 1
        wanted = [number for number in numbers if number <= _LAST_SECTOR]
        if len(wanted) > self._count:
            raise _Broken
        fat: list[int] = []
        for number in wanted:
            fat += struct.unpack(f"<{self._size // 4}I", self._sector(number))
        return fat

    def _chain(self, start: int, links: list[int], most: int) -> list[int]:
        chain: list[int] = []
        while start <= _LAST_SECTOR:
            if start >= len(links) or len(chain) > most:
                raise _Broken
            chain.append(start)
            start = links[start]
        return chain

    def _stream(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self._fat, self._count)))

    def _read_entries(self, start: int) -> list[_Entry]:
        raw = self._stream(start)
        found: list[_Entry] = []
        for place in range(0, len(raw) - 127, 128):
            length, kind = struct.unpack_from("<HB", raw, place + 64)
            first, size = struct.unpack_from("<IQ" if self._wide else "<II", raw, place + 116)
            if kind and 2 <= length <= 64:
                found.append(_Entry(raw[place : place + length - 2].decode("utf-16-le", "replace"), kind, first, size))
        return found

    def names(self) -> list[str]:
        return [entry.name for entry in self._entries]

    def read(self, name: str) -> bytes:
        entry = next(entry for entry in self._entries if entry.name == name)
        if entry.size > len(self._data):
            raise _Broken
        if entry.size >= 4096:
            return self._stream(entry.start)[: entry.size]
        root = next((entry for entry in self._entries if entry.kind == 5), None)
        if root is None:
            raise _Broken
        small = self._stream(root.start)
        raw = self._stream(struct.unpack_from("<I", self._data, 60)[0])
        links = list(struct.unpack(f"<{len(raw) // 4}I", raw))
        chain = self._chain(entry.start, links, len(small) // 64 + 1)
        return b"".join(small[number * 64 : number * 64 + 64] for number in chain)[: entry.size]


def workbook_stream(data: bytes, name: str) -> bytes:
    """The workbook's records from an .xls file. `name` is the file's name for sentences.

    Raises InputProblem `importers.encrypted`, `importers.other_kind` (Word and others) or `importers.damaged`.
    """
    try:
        container = _Container(data)
        names = container.names()
        if any(each in names for each in ("EncryptedPackage", "EncryptionInfo", "DataSpaces", "\x06DataSpaces")):
            raise InputProblem("importers.encrypted", name=name)
        found = next((each for each in ("Workbook", "WORKBOOK", "Book", "BOOK") if each in names), None)
        if found is None:
            raise InputProblem("importers.other_kind", name=name)
        return container.read(found)
    except (_Broken, struct.error, IndexError, StopIteration, ValueError, RecursionError) as problem:
        if isinstance(problem, InputProblem):
            raise
        raise InputProblem("importers.damaged", name=name) from None


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1) + struct.pack("<III", _FREE, _FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def pack(records: bytes) -> bytes:
    """A container that holds nothing but these records, as the stream "Workbook" (and an empty sector for small streams)."""
    stream = records.ljust(4096, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    tables = -(-(sectors + 2) // (_SECTOR // 4 - 1))
    first = tables + 2
    links = [_FAT] * tables + [_END, _END] + [first + 1 + number for number in range(sectors - 1)] + [_END]
    fat = struct.pack(f"<{len(links)}I", *links).ljust(tables * _SECTOR, b"\xff")
    header = MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 4, 0xFFFE, 12, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 1, tables, tables, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    directory = _entry("Root Entry", 5, tables + 1, 64, 1) + _entry("Workbook", 2, first, len(stream), _FREE)
    parts = (
        header.ljust(_SECTOR, b"\0"),
        fat,
        directory.ljust(_SECTOR, b"\0"),
        bytes(_SECTOR),
        stream.ljust(sectors * _SECTOR, b"\0"),
    )
    return b"".join(parts)
