"""Reads the command line and runs one command. Exit status: 0 done, 1 done but problems block a document, 2 unreadable.

Not for: what a command does (`sllassist.cli.commands`).
"""

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, Protocol

from sllassist import APP_NAME, __version__
from sllassist.case.periods import parse_date
from sllassist.case.problems import InputProblem
from sllassist.cli import commands, packs, verdicts

DONE, BLOCKED, UNREADABLE = 0, 1, 2


class Screens(Protocol):
    """What the window side offers; handed in so that the command line never imports it."""

    def open_window(self, file: Path | None, as_of: dt.date) -> int:
        """Opens the window and waits until it is closed; the exit status."""

    def draw(self, file: Path, out: Path, as_of: dt.date) -> list[Path]:
        """Draws the main screens of a case file as PNG into `out`."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # argparse speaks English; what our own readers say stands behind its colon and is Japanese
        _, _, said = message.partition(": ")
        reason = said if said.endswith("。") else "指定を読み取れません。"
        self.exit(UNREADABLE, f"{reason}「{self.prog} --help」で使い方を確かめてください。\n")


def _date(text: str) -> dt.date:
    try:
        return parse_date(text)
    except InputProblem as told:
        raise argparse.ArgumentTypeError(str(told)) from told


def _parser(today: dt.date) -> argparse.ArgumentParser:
    parser = _Parser(prog="sllassist", description=f"{APP_NAME} {__version__}", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"{APP_NAME} {__version__}")
    command = parser.add_subparsers(dest="command", metavar="命令")

    def add(name: str, help_text: str) -> argparse.ArgumentParser:
        return command.add_parser(name, help=help_text, description=help_text, allow_abbrev=False)

    def as_of(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("--as-of", type=_date, default=today, metavar="日付", help="この日の時点で判定します（例 2026-11-20）")

    gui = add("gui", "画面を開きます")
    gui.add_argument("file", nargs="?", type=Path, metavar="ファイル")
    as_of(gui)
    demo = add("demo", "見本の会社で、判定から書類作成までを行います（画面は使いません）")
    demo.add_argument("--out", type=Path, required=True, metavar="フォルダ")
    as_of(demo)
    judge = add("assess", "使える制度、排出量、目標、期限、直すところを調べます")
    judge.add_argument("file", type=Path, metavar="ファイル")
    judge.add_argument("--json", action="store_true", help="JSONだけを出力します")
    as_of(judge)
    papers = add("documents", "書類をフォルダに作ります")
    papers.add_argument("file", type=Path, metavar="ファイル")
    papers.add_argument("--out", type=Path, required=True, metavar="フォルダ")
    papers.add_argument("--scheme", metavar="制度", help="この制度の書類だけを作ります（例 nagano_sll）")
    papers.add_argument("--format", choices=("xlsx", "pdf", "all"), default="all")
    papers.add_argument("--json", action="store_true", help="JSONだけを出力します")
    as_of(papers)
    verdict = add("verdict", "使えるかどうかの判定書（PDF）をフォルダに作ります")
    verdict.add_argument("file", type=Path, metavar="ファイル")
    verdict.add_argument("--out", type=Path, required=True, metavar="フォルダ")
    verdict.add_argument("--scheme", metavar="制度", help="この制度の判定書だけを作ります（例 nagano_sll）")
    as_of(verdict)
    dates = add("calendar", "期限を、予定表のソフトで開けるファイル（.ics）にします")
    dates.add_argument("file", type=Path, metavar="ファイル")
    dates.add_argument("--out", type=Path, required=True, metavar="ファイル.ics")
    as_of(dates)
    notices = add("notices", "起きたことに届出が要るかどうかを調べます")
    notices.add_argument("file", type=Path, metavar="ファイル")
    as_of(notices)
    schema = add("schema", "ファイルや結果の形（JSON Schema）を出力します")
    schema.add_argument("what", nargs="?", choices=("case", "assessment"), default="case")
    new = add("new", "新しいファイルを作ります")
    new.add_argument("out", type=Path, metavar="ファイル")
    new.add_argument("--sample", metavar="見本", help="見本の会社を入れます（例 mihon_seiki）")
    pack = add("pack", "係数などの表の更新（パック）を作ります、調べます").add_subparsers(dest="act", metavar="すること", required=True)
    make = pack.add_parser("make", help="表のフォルダからパックを作ります", allow_abbrev=False)
    make.add_argument("folder", type=Path, metavar="フォルダ")
    make.add_argument("out", type=Path, metavar="ファイル")
    check = pack.add_parser("check", help="パックを調べ、ファイルの結果がどう変わるかを出力します", allow_abbrev=False)
    check.add_argument("file", type=Path, metavar="パック")
    check.add_argument("case", nargs="?", type=Path, metavar="ファイル")
    check.add_argument("--json", action="store_true", help="JSONだけを出力します")
    convert = add("convert", ".sll と .json を互いに変換します")
    convert.add_argument("source", type=Path, metavar="もと")
    convert.add_argument("out", type=Path, metavar="先")
    return parser


def _speak_utf8(json: bool) -> None:
    """JSON is always UTF-8; anything else keeps the console's encoding, but never fails on a character it lacks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8" if json else None, errors="replace")


def _action(told: argparse.Namespace, screens: Screens, today: dt.date) -> Callable[[], int]:
    """What the command of the arguments does."""
    actions: dict[str | None, Callable[[], int]] = {
        None: lambda: screens.open_window(None, today),
        "gui": lambda: screens.open_window(told.file, told.as_of),
        "demo": lambda: commands.demo(told.out, told.as_of, screens.draw),
        "assess": lambda: commands.assess_file(told.file, told.as_of, json=told.json),
        "documents": lambda: commands.make_documents(told.file, told.out, told.as_of, told.scheme, told.format, json=told.json),
        "verdict": lambda: verdicts.make_verdicts(told.file, told.out, told.as_of, told.scheme, today),
        "calendar": lambda: verdicts.make_calendar(told.file, told.out, told.as_of),
        "notices": lambda: verdicts.show_notices(told.file, told.as_of),
        "schema": lambda: commands.schema(told.what),
        "new": lambda: commands.new(told.out, told.sample, today),
        "pack": lambda: packs.make(told.folder, told.out) if told.act == "make" else packs.check(told.file, told.case, as_json=told.json),
        "convert": lambda: commands.convert(told.source, told.out),
    }
    return actions[told.command]


def main(argv: Sequence[str], screens: Screens, today: dt.date) -> int:
    """Runs the command of `argv` (without the program's name) and gives the exit status."""
    _speak_utf8(json="--json" in argv)
    if argv and argv[0].lower().endswith((".sll", ".json")):
        argv = ["gui", *argv]  # a file dropped on the program, or opened by a double click
    told = _parser(today).parse_args(argv)
    try:
        status = _action(told, screens, today)()
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever reads the answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except InputProblem as problem:
        print(problem, file=sys.stderr)
        return UNREADABLE
