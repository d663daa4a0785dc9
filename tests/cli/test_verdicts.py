"""Verdicts, deadlines and notices from the command line, with the program's schemes and with one more."""

import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from support import chiba
from support.nagano import fitting_case
from support.toy import TOY, toy_scheme

from sllassist.case.model import Case, Event, RunningLoan, Site
from sllassist.cli import reading
from sllassist.cli.main import main
from sllassist.flow import verdicts
from sllassist.knowledge import load_knowledge
from sllassist.store import samples
from sllassist.store.casefile import write_case

TODAY = dt.date(2026, 11, 20)


class NoScreens:
    def open_window(self, file: Path | None, as_of: dt.date) -> int:
        raise AssertionError("no window was asked for")

    def draw(self, file: Path, out: Path, as_of: dt.date) -> list[Path]:
        raise AssertionError("no picture was asked for")


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments], NoScreens(), TODAY)


@pytest.fixture
def file_of(tmp_path: Path):
    def write(case: Case) -> Path:
        path = tmp_path / f"案件{len(list(tmp_path.glob('案件*')))}.sll"
        write_case(path, case)
        return path

    return write


def with_loan(case: Case, **update: object) -> Case:
    return case.model_copy(update={"loan": case.loan.model_copy(update=update)})


def section(text: str, name: str) -> str:
    """What is printed below a scheme's heading."""
    return text.split(f"■ {name}", 1)[1].split("■", 1)[0]


def test_assess_says_what_would_change_a_no(file_of, capsys: pytest.CaptureFixture[str]) -> None:
    run("assess", file_of(with_loan(fitting_case(), term_months=24)))
    said = section(capsys.readouterr().out, "信州SLL")
    assert "不適合　融資期間が2年で、3年に足りません。" in said
    assert "融資期間：2年（24か月） → 3年（36か月）" in said


def test_assess_says_that_nothing_turns_a_scheme_not_begun(file_of, capsys: pytest.CaptureFixture[str]) -> None:
    run("assess", file_of(fitting_case()), "--as-of", "2025-07-16")
    assert "対象になる変え方は見つかりませんでした" in section(capsys.readouterr().out, "信州SLL")


def test_assess_names_the_facts_an_open_verdict_waits_for(file_of, capsys: pytest.CaptureFixture[str]) -> None:
    case = chiba.loan(amount_yen=None)
    run("assess", file_of(case))
    said = section(capsys.readouterr().out, "千葉県")
    waiting = said.split("あと、これが分かると決まります")[1]
    assert "・融資の希望額" in waiting
    assert "以下にします" not in waiting


def test_assess_says_who_decided_by_hand_and_what_was_computed(file_of, capsys: pytest.CaptureFixture[str]) -> None:
    case = verdicts.set_override(fitting_case(), "nagano_sll", "does_not_fit", "社内の方針", "髙﨑 𠮷子", TODAY)
    path = file_of(case)
    run("assess", path)
    said = section(capsys.readouterr().out, "信州SLL")
    for words in ("髙﨑 𠮷子さん", "2026年11月20日", "計算による判定：対象です", "理由：社内の方針"):
        assert words in said
    run("assess", path, "--json")
    (told,) = [one for one in json.loads(capsys.readouterr().out)["schemes"] if one["id"] == "nagano_sll"]
    assert (told["verdict"], told["computed"]) == ("does_not_fit", "fits")
    assert told["override"] == {"verdict": "does_not_fit", "reason": "社内の方針", "by": "髙﨑 𠮷子", "decided_on": "2026-11-20"}


def test_assess_json_tells_the_changes(file_of, capsys: pytest.CaptureFixture[str]) -> None:
    run("assess", file_of(with_loan(fitting_case(), term_months=24, penalty_rate=True)), "--json")
    (told,) = [one for one in json.loads(capsys.readouterr().out)["schemes"] if one["id"] == "nagano_sll"]
    changes = {(change["path"], change["value"]) for change in told["changes"]}
    assert changes == {("loan.term_months", 36), ("loan.penalty_rate", False)}


def test_a_verdict_is_a_paper_for_each_scheme_or_for_the_one_asked_for(file_of, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(verdicts.set_aside(samples.sample(), "oita_sll"))
    assert run("verdict", path, "--out", tmp_path / "一つ", "--scheme", "nagano_sll") == 0
    (made,) = (tmp_path / "一つ").iterdir()
    assert str(made) in capsys.readouterr().out
    text = "".join(page.extract_text() for page in PdfReader(made).pages)
    for words in ("判定書", "見本精機株式会社", "2026年11月20日", "融資期間"):
        assert words in text.replace("\n", "")
    assert run("verdict", path, "--out", tmp_path / "全部") == 0
    names = [made.name for made in (tmp_path / "全部").iterdir()]
    assert any("信州SLL" in name for name in names)
    assert not any("大分SLL" in name for name in names)


def test_a_verdict_for_an_unknown_scheme_is_one_sentence_and_writes_nothing(
    file_of, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("verdict", file_of(fitting_case()), "--out", tmp_path / "out", "--scheme", "x") == 2
    assert "「x」は見つかりません" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_calendar_is_written_and_an_older_one_is_kept_beside_it(file_of, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "期限.ics"
    path = file_of(with_loan(fitting_case(), start_date=dt.date(2027, 1, 15)))
    assert run("calendar", path, "--out", out) == 0
    assert "2027年7月31日（土）" in capsys.readouterr().out
    days = [event.decoded("DTSTART") for event in Calendar.from_ical(out.read_bytes()).walk("VEVENT")]
    assert dt.date(2027, 7, 31) in days
    assert run("calendar", path, "--out", out, "--as-of", "2027-08-01") == 0
    assert len(list(tmp_path.glob("期限*.ics"))) == 2


def test_a_calendar_without_a_dated_deadline_is_not_written(file_of, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("calendar", file_of(Case()), "--out", tmp_path / "新しい" / "期限.ics") == 0
    assert "作りませんでした" in capsys.readouterr().out
    assert not (tmp_path / "新しい").exists()


def test_a_calendar_makes_no_folder_nobody_asked_for(file_of, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(with_loan(fitting_case(), start_date=dt.date(2027, 1, 15)))
    assert run("calendar", path, "--out", tmp_path / "ない" / "期限.ics") == 2
    assert "ない」がありません" in capsys.readouterr().err
    assert not (tmp_path / "ない").exists()


def test_a_reader_that_stops_early_is_no_fault(file_of) -> None:
    command = [sys.executable, "-m", "sllassist", "assess", str(file_of(samples.sample())), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_a_calendar_needs_its_ending(file_of, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("calendar", file_of(fitting_case()), "--out", tmp_path / "期限.txt") == 2
    assert ".ics" in capsys.readouterr().err


def test_notices_of_a_file_without_events_say_so(file_of, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("notices", file_of(fitting_case())) == 0
    assert "起きたことは入力されていません" in capsys.readouterr().out


def test_a_sixth_scheme_appears_on_the_command_line_without_anybody_naming_it(
    file_of, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "pack_folders", lambda folder: (TOY,))
    loan = RunningLoan(id="r", scheme="toy_sll", bank_name="見本銀行", base_t=Decimal(200))
    event = Event(id="e", kind="new_line", day=dt.date(2026, 10, 1), change_t=Decimal(20))
    case = fitting_case(sites=(Site(id="a", name="本社", prefecture="山梨県"),), running=(loan,), events=(event,))
    case = case.model_copy(update={"edition": load_knowledge(TOY).pack_id})
    path = file_of(with_loan(case, start_date=dt.date(2026, 12, 1)))
    with toy_scheme():
        run("assess", path)
        said = capsys.readouterr().out
        assert "使えます" in section(said, "見本SLL活用制度")
        assert "融資期間は5年で、2年以上です。（未確認）" in said
        assert "2027年6月1日（火）　見本の報告を出す（見本SLL）" in said
        assert "20 ÷ 200 × 100 ＝ 10.0％" in said
        run("assess", path, "--json")
        told = json.loads(capsys.readouterr().out)
        (toy,) = [one for one in told["schemes"] if one["id"] == "toy_sll"]
        assert (toy["verdict"], toy["word"], toy["sections"][0]["rows"][0]["cells"]) == ("fits", "使えます", ["見本の報告", "6か月後"])
        assert [one["needed"] for one in told["notices"] if one["scheme"] == "toy_sll"] == ["yes"]
        (due,) = [one for one in told["agenda"] if one["scheme"] == "toy_sll"]
        assert (due["begin"], due["days_left"]) == ("2027-05-02", 193)
        assert run("verdict", path, "--out", tmp_path / "out", "--scheme", "toy_sll") == 0
    capsys.readouterr()
    run("assess", path)
    assert "見本SLL" not in capsys.readouterr().out
