"""Everything a developer does with this project, by Python's standard library alone.

    python3 dev.py run      the window; without a display, the demo (papers of the sample firm in out/)
    python3 dev.py test     ruff, mypy, lint-imports, pytest         (more arguments go to pytest)
    python3 dev.py lint     the first three of these
    python3 dev.py soak     the long tests, then freeze
    python3 dev.py freeze   PyInstaller into dist/, then the frozen program's demo
    python3 dev.py lock     pin the dependencies of pyproject.toml anew (--upgrade: to their newest versions),
                            and list their licences in THIRD_PARTY.txt
    python3 dev.py clauses  write docs/clauses.md: clause of a scheme, rule, test

The first call makes .venv; a later call renews it when the pinned requirements change.
Not for the product itself: nothing under sllassist/ may need this file.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):
    sys.exit("Python 3.11 以上で実行してください。")

import hashlib
import os
import subprocess
import tempfile
import time
import tomllib
from pathlib import Path

from devtools import clauses, debian
from devtools.shell import call, must, say

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LOCKS = {"run": ROOT / "requirements/run.txt", "dev": ROOT / "requirements/dev.txt"}
UV = "uv==0.13.8"


def stamp_of(level: str) -> str:
    """What .venv must have been made from to serve this level."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [LOCKS[level].read_text(encoding="utf-8"), sys.version, str(ROOT), str(project["project"])]
    parts += [str(project["build-system"]), str(project["tool"]["hatch"])]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


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
    debian.need_venv_module()
    must(sys.executable, "-m", "venv", "--clear", VENV)


def has_display() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(extra: list[str]) -> int:
    """Open the window, or do the demo where there is no display."""
    shown = has_display()
    debian.need(debian.QT, *([debian.X11] if shown else []))
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
    debian.need(debian.QT, debian.X11, debian.TEST)
    ready("dev")
    return steps(*checks(), ("pytest", [PYTHON, "-m", "pytest", "-n", "2", *extra]))


def soak(extra: list[str]) -> int:
    """The long tests, then the frozen program."""
    debian.need(debian.QT, debian.X11, debian.TEST)
    ready("dev")
    status = steps(("pytest -m soak", [PYTHON, "-m", "pytest", "-m", "soak", *extra]))
    return freeze([]) or status


def freeze(_: list[str]) -> int:
    """Freeze into dist/sllassist and let the frozen program do its demo."""
    debian.need(debian.QT, debian.FREEZE)
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
    ready("dev")
    return call(PYTHON, "devtools/licences.py")


def write_clauses(_: list[str]) -> int:
    """Write docs/clauses.md."""
    return clauses.main()


COMMANDS = {"run": run, "test": test, "lint": lint, "soak": soak, "freeze": freeze, "lock": lock, "clauses": write_clauses}


def main(argv: list[str]) -> int:
    """Entry point: the command's exit status."""
    if not argv or argv[0] not in COMMANDS:
        say(__doc__ or "")
        return 2
    return COMMANDS[argv[0]](argv[1:])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
