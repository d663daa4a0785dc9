"""File and folder names that every Windows takes, with the firm's own characters (髙﨑𠮷) kept.

Not for: where files go (`sllassist.documents.placing`).
"""

import unicodedata

_FORBIDDEN = str.maketrans('<>:"/\\|?*', "＜＞：”／＼｜？＊")
_RESERVED = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³")}
)
"""Names Windows keeps for devices, with any ending (Microsoft: Naming Files, Paths, and Namespaces)."""

MAX_BYTES = 180
"""UTF-8 bytes of a stem: leaves room for an ending and the mark of an old file within 255 bytes (Linux, and well
within the 255 UTF-16 units of Windows)."""


def _cut(text: str) -> str:
    """As much of `text` as fits, never between a character and the mark that belongs to it."""
    end = len(text)
    while len(text[:end].encode()) > MAX_BYTES:
        end -= 1
    while 0 < end < len(text) and unicodedata.category(text[end]) == "Mn":
        end -= 1
    return text[:end]


def safe_name(text: str, default: str = "書類") -> str:
    """`text` as a file or folder name without ending; forbidden characters become their full-width forms."""
    seen = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    name = _cut(seen.translate(_FORBIDDEN).strip()).rstrip(". \u3000")
    if name.partition(".")[0].rstrip().upper() in _RESERVED:
        name = f"_{name}"
    return name if name.strip(".") else default


def distinct(stems: list[str]) -> list[str]:
    """Safe names that differ also where capitals do not count: the second of two gets " 2"."""
    taken: set[str] = set()
    found = []
    for stem in stems:
        name = first = safe_name(stem)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{first} {number}"
        taken.add(name.casefold())
        found.append(name)
    return found
