"""How papers are sent is data: of the scheme, of one of its sets, or as is usual."""

from pathlib import Path

import pytest

from sllassist.documents.sending import Sending, sending_of

DATA = """
[sending]
format = "pdf"
lead = "郵送します。"
[sets.plan]
lead = "持参します。"
steps = [{ when = "あと", text = "待ちます。" }]
"""


@pytest.fixture
def schemes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sllassist.paths._root", lambda: tmp_path)
    (tmp_path / "forms" / "x").mkdir(parents=True)
    (tmp_path / "forms" / "x" / "manifest.toml").write_text(DATA, encoding="utf-8")
    return tmp_path / "forms" / "x" / "manifest.toml"


@pytest.mark.usefixtures("schemes")
def test_a_set_says_what_differs_from_its_scheme() -> None:
    plan, report = sending_of("x", "plan"), sending_of("x", "report")
    assert (plan.format, plan.lead, plan.steps[0].text) == ("pdf", "持参します。", "待ちます。")
    assert (report.format, report.lead, report.steps) == ("pdf", "郵送します。", ())


@pytest.mark.usefixtures("schemes")
def test_a_scheme_that_says_nothing_sends_excel_files() -> None:
    assert sending_of("none", "plan") == Sending()
    assert Sending().format == "xlsx"


@pytest.mark.parametrize("wrong", ['format = "docx"', "leads = 1", "steps = [{ when = 1 }]"])
def test_a_slip_in_the_data_is_found(schemes: Path, wrong: str) -> None:
    schemes.write_text(f"[sets.plan]\n{wrong}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"Sending"):
        sending_of("x", "plan")


@pytest.mark.parametrize("set_id", ["plan", "report"])
def test_the_steps_of_nagano_are_told(set_id: str) -> None:
    found = sending_of("nagano_sll", set_id)
    assert found.format == "xlsx"
    assert [step.when for step in found.steps][:3] == ["送った日", "指摘が届いたら", "審査が終わると"]
