"""Running other programs and speaking to the developer, for dev.py."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def say(text: str) -> None:
    """Print one line at once, also where the console cannot show every character."""
    coding = sys.stdout.encoding or "utf-8"
    print(text.encode(coding, "replace").decode(coding), flush=True)


def call(*command: str | Path, env: dict[str, str] | None = None, cwd: Path = ROOT) -> int:
    """Run a command, show its output, return its exit status."""
    return subprocess.call([str(part) for part in command], cwd=cwd, env={**os.environ, **(env or {})})


def must(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a command and stop the whole program when it fails."""
    if status := call(*command, env=env):
        say(f"途中で止まりました（終了コード {status}）: {' '.join(str(part) for part in command)}")
        raise SystemExit(status)
