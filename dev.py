"""Everything a developer does with this project, by Python's standard library alone.

    python3 dev.py run      the window; without a display, the demo (papers of the sample firm in out/)
    python3 dev.py test     ruff, mypy, lint-imports, pytest         (more arguments go to pytest)
    python3 dev.py lint     the first three of these
    python3 dev.py soak     the long tests, then freeze
    python3 dev.py freeze   PyInstaller into dist/, then the frozen program's demo
    python3 dev.py lock     pin the dependencies of pyproject.toml anew   (--upgrade: to their newest versions)

The first call makes .venv; a later call renews it when the pinned requirements change.
Not for the product itself: nothing under sllassist/ may need this file.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LOCKS = {"run": ROOT / "requirements/run.txt", "dev": ROOT / "requirements/dev.txt"}
UV = "uv==0.13.8"

# What Qt loads on Linux, and the Debian package that brings it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
X11_LIBRARIES = {
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
TEST_PROGRAMS = {"soffice": "libreoffice-calc", "pdftotext": "poppler-utils", "Xvfb": "xvfb", "xauth": "xauth"}
FREEZE_PROGRAMS = {"objdump": "binutils"}


def say(text: str) -> None:
    """Print one line at once, also where the console cannot show every character."""
    print(text.encode(sys.stdout.encoding or "utf-8", "replace").decode(sys.stdout.encoding or "utf-8"), flush=True)


def call(*command: str | Path, env: dict[str, str] | None = None, cwd: Path = ROOT) -> int:
    """Run a command, show its output, return its exit status."""
    return subprocess.call([str(part) for part in command], cwd=cwd, env={**os.environ, **(env or {})})


def must(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a command and stop the whole call when it fails."""
    if status := call(*command, env=env):
        say(f"途中で止まりました（終了コード {status}）: {' '.join(str(part) for part in command)}")
        raise SystemExit(status)


# --- Debian packages ------------------------------------------------------------------------------------------------


def loads(library: str) -> bool:
    """Whether the dynamic linker finds this library."""
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def need_packages(libraries: dict[str, str], programs: dict[str, str]) -> None:
    """On Debian and its kin install what is missing when we are root, else say what to install and stop."""
    if not sys.platform.startswith("linux") or not shutil.which("apt-get"):
        return
    missing = [package for name, package in programs.items() if not shutil.which(name)]
    missing += [package for name, package in libraries.items() if not loads(name)]
    install(missing)


def install(packages: list[str]) -> None:
    """apt-get install, once, as root only."""
    if not packages:
        return
    if os.geteuid() != 0:
        say(f"先に「sudo apt-get install {' '.join(packages)}」を実行して、足りない部品を入れてください。")
        raise SystemExit(1)
    say(f"足りない部品を入れます: {' '.join(packages)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    must("apt-get", "update", "-qq", env=quiet)
    must("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, env=quiet)


# --- the virtual environment ----------------------------------------------------------------------------------------


def stamp_of(level: str) -> str:
    """What .venv must have been made from to serve this level."""
    parts = [LOCKS[level].read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def ready(level: str) -> None:
    """Make or renew .venv. Level "run" is what the program needs, "dev" adds the tools."""
    stamp = VENV / "sllassist-stamp"
    known = stamp.read_text(encoding="ascii").split() if stamp.exists() else []
    if PYTHON.exists() and stamp_of(level) in known:
        return
    make_venv()
    say("必要なライブラリを入れます（はじめての時は数分かかります）。")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
    must(*pip, "--retries", "10", "--timeout", "60", "--only-binary", ":all:", "--require-hashes", "-r", LOCKS[level])
    must(*pip, "--no-index", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    levels = ["run", "dev"] if level == "dev" else ["run"]
    stamp.write_text("\n".join(stamp_of(each) for each in levels), encoding="ascii")


def make_venv() -> None:
    """Create .venv unless a working one of this Python version stands there."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    probe = [str(PYTHON), "-c", "import sys, pip; print('%d.%d' % sys.version_info[:2])"]
    if PYTHON.exists():
        found = subprocess.run(probe, capture_output=True, text=True, check=False)
        if found.returncode == 0 and found.stdout.strip() == version:
            return
    import importlib.util

    if importlib.util.find_spec("ensurepip") is None and shutil.which("apt-get"):
        install([f"python{version}-venv"])
    must(sys.executable, "-m", "venv", "--clear", VENV)


# --- commands -------------------------------------------------------------------------------------------------------


def has_display() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(extra: list[str]) -> int:
    """Open the window, or do the demo where there is no display."""
    shown = has_display()
    need_packages({**QT_LIBRARIES, **X11_LIBRARIES} if shown else QT_LIBRARIES, {})
    ready("run")
    if shown:
        return call(PYTHON, "-m", "sllassist", *extra)
    say("画面がつながっていないため、ウィンドウの代わりに見本の会社で書類一式を作ります（保存先 out/）。")
    return call(PYTHON, "-m", "sllassist", "demo", "--out", ROOT / "out", *extra, env={"QT_QPA_PLATFORM": "offscreen"})


def steps(*todo: tuple[str, list[str | Path]]) -> int:
    """Run every step even if one fails; print what each took; 0 only when all succeeded."""
    results = []
    for name, command in todo:
        say(f"\n== {name}")
        start = time.monotonic()
        status = call(*command, env={"QT_QPA_PLATFORM": "offscreen"})
        results.append((name, status, time.monotonic() - start))
    say("")
    for name, status, seconds in results:
        say(f"{'×' if status else '○'} {name:<14} {seconds:7.1f} 秒" + (f"  終了コード {status}" if status else ""))
    return 1 if any(status for _, status, _ in results) else 0


def checks() -> list[tuple[str, list[str | Path]]]:
    """The checks that read the code without running it."""
    return [
        ("ruff", [PYTHON, "-m", "ruff", "check", "."]),
        ("mypy", [PYTHON, "-m", "mypy", "--strict", "sllassist"]),
        ("lint-imports", [PYTHON.with_name("lint-imports" + (".exe" if WINDOWS else ""))]),
    ]


def lint(_: list[str]) -> int:
    """ruff, mypy, lint-imports."""
    ready("dev")
    return steps(*checks())


def test(extra: list[str]) -> int:
    """All checks and the whole suite but its soak tests."""
    need_packages({**QT_LIBRARIES, **X11_LIBRARIES}, TEST_PROGRAMS)
    ready("dev")
    return steps(*checks(), ("pytest", [PYTHON, "-m", "pytest", "-n", "2", *extra]))


def soak(extra: list[str]) -> int:
    """The long tests, then the frozen program."""
    need_packages({**QT_LIBRARIES, **X11_LIBRARIES}, TEST_PROGRAMS)
    ready("dev")
    status = steps(("pytest -m soak", [PYTHON, "-m", "pytest", "-m", "soak", *extra]))
    return freeze([]) or status


def freeze(_: list[str]) -> int:
    """Freeze into dist/sllassist and let the frozen program do its demo."""
    need_packages(QT_LIBRARIES, FREEZE_PROGRAMS)
    ready("dev")
    must(PYTHON, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", "build.spec")
    program = ROOT / "dist/sllassist" / ("sllassist.exe" if WINDOWS else "sllassist")
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "out"
        env = {"QT_QPA_PLATFORM": "offscreen", "SLLASSIST_HOME": str(Path(scratch) / "home")}
        status = call(program, "demo", "--out", out, env=env, cwd=Path(scratch))
        written = [path for path in out.rglob("*") if path.is_file()]
    say(f"固めたプログラムの見本: 終了コード {status}、書類 {len(written)} 件")
    return status or (0 if written else 1)


def lock(extra: list[str]) -> int:
    """Write requirements/*.txt from pyproject.toml, with hashes, for every platform."""
    with tempfile.TemporaryDirectory() as scratch:
        must(sys.executable, "-m", "venv", scratch)
        uv = Path(scratch) / ("Scripts" if WINDOWS else "bin") / ("uv.exe" if WINDOWS else "uv")
        must(uv.with_name("python.exe" if WINDOWS else "python"), "-m", "pip", "install", "--quiet", UV)
        common = [uv, "pip", "compile", "--quiet", "--no-config", "--universal", "--generate-hashes", *extra]
        common += ["--python-version", "3.11", "--custom-compile-command", "python3 dev.py lock"]
        must(*common, "pyproject.toml", "--group", "build", "--output-file", "requirements/run.txt")
        must(*common, "pyproject.toml", "--group", "dev", "-c", "requirements/run.txt", "-o", "requirements/dev.txt")
    return 0


COMMANDS = {"run": run, "test": test, "lint": lint, "soak": soak, "freeze": freeze, "lock": lock}


def main(argv: list[str]) -> int:
    """Entry point: the command's exit status."""
    if sys.version_info < (3, 11):
        say("Python 3.11 以上で実行してください。")
        return 2
    if not argv or argv[0] not in COMMANDS:
        say(__doc__ or "")
        return 2
    return COMMANDS[argv[0]](argv[1:])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
