"""What Debian and its kin lack for our commands: installed when we are root, else named in one sentence.

Libraries are asked for by loading them and programs by finding them, so it does not matter how they came here.
Elsewhere (Windows, macOS, other Linuxes) every function here does nothing.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys

from devtools.shell import must, say

# Each table: what must be there (a library or a program) and the package that brings it.
QT = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
TEST = {"soffice": "libreoffice-calc", "pdftotext": "poppler-utils", "Xvfb": "xvfb", "xauth": "xauth"}
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
FREEZE = {"objdump": "binutils"}
if sys.base_prefix == "/usr":  # Debian's own Python lies outside its library, which PyInstaller packs
    FREEZE[f"lib{PYTHON}.so.1.0"] = f"lib{PYTHON}"


def present(thing: str) -> bool:
    """Whether a library can be loaded, or a program be found."""
    if ".so." not in thing:
        return shutil.which(thing) is not None
    import ctypes

    try:
        ctypes.CDLL(thing)
    except OSError:
        return False
    return True


def need(*tables: dict[str, str]) -> None:
    """Install what is missing of these tables."""
    if applies():
        install([package for table in tables for thing, package in table.items() if not present(thing)])


def need_venv_module() -> None:
    """Debian keeps the part of Python that makes virtual environments in a package of its own."""
    if applies() and importlib.util.find_spec("ensurepip") is None:
        install([f"{PYTHON}-venv"])


def applies() -> bool:
    """Whether this is a Linux with apt."""
    return sys.platform.startswith("linux") and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """Install packages as root; as anyone else say which ones and stop."""
    if not packages:
        return
    if os.geteuid() != 0:
        say(f"先に「sudo apt-get install {' '.join(packages)}」を実行して、足りない部品を入れてください。")
        raise SystemExit(1)
    say(f"足りない部品を入れます: {' '.join(packages)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    must("apt-get", "update", "-qq", env=quiet)
    must("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, env=quiet)
