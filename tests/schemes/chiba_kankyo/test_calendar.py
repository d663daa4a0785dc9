"""千葉004 融資の手続き: what is due when, and what an event asks for."""

import datetime as dt

import pytest
from support.chiba import AS_OF, IN_R6, fitting_case, loan, project
from support.nagano import judged

from sllassist.case.model import Case, Event, EventKind, Override, Project, RunningLoan, Site, Submission
from sllassist.schemes import all_schemes
from sllassist.schemes.base import Deadline, Notice

SCHEME = next(one for one in all_schemes() if one.id == "chiba_kankyo")
LATER = dt.date(2027, 2, 1)


def due(case: Case, as_of: dt.date = AS_OF) -> dict[str, Deadline]:
    return {one.id: one for one in judged(case, as_of).scheme("chiba_kankyo").deadlines}


@pytest.mark.clause("chiba_kankyo", "guarantee.subsidy_deadline")
@pytest.mark.parametrize(
    ("as_of", "start", "day", "sure"),
    [
        (IN_R6, None, dt.date(2025, 3, 31), True),
        (dt.date(2025, 3, 31), None, dt.date(2025, 3, 31), True),
        (dt.date(2025, 4, 1), None, dt.date(2026, 3, 31), False),
        (IN_R6, dt.date(2025, 4, 1), dt.date(2026, 3, 31), False),
        (AS_OF, None, dt.date(2027, 3, 31), False),
        (AS_OF, dt.date(2027, 3, 31), dt.date(2027, 3, 31), False),
        (AS_OF, dt.date(2027, 4, 1), dt.date(2028, 3, 31), False),
    ],
)
def test_千葉004_補助の手続きは年度内に完了(as_of: dt.date, start: dt.date | None, day: dt.date, sure: bool) -> None:
    found = due(loan(start_date=start), as_of)["chiba-fee-subsidy"]
    assert found.day == day
    assert ("未確認" in found.note) != sure


@pytest.mark.clause("chiba_kankyo", "guarantee.subsidy_groups")
def test_千葉004_補助の期限はゼロカーボンだけ_保証を付けないなら出さない() -> None:
    assert "chiba-fee-subsidy" in due(fitting_case())
    assert "chiba-fee-subsidy" not in due(fitting_case(projects=(project("p", "E10"),)))
    assert "chiba-fee-subsidy" not in due(loan(guarantee=False))


@pytest.mark.clause("chiba_kankyo", "calendar.holiday_rule")
def test_期限が休日のときは_前の平日までにと示す() -> None:
    saturday = due(fitting_case(), dt.date(2028, 11, 20))["chiba-fee-subsidy"]
    assert saturday.day == dt.date(2029, 3, 31)
    assert "土曜日" in saturday.note
    assert "3月30日" in saturday.note
    assert "曜日" not in due(fitting_case())["chiba-fee-subsidy"].note


@pytest.mark.clause("chiba_kankyo", "certify.before_loan", "certify.lead_days", "certify.consult", "certify.bank_change")
def test_千葉004_認定は融資の前_相談は認定の前() -> None:
    undated, dated = due(fitting_case()), due(loan(start_date=LATER))
    assert (undated["chiba-certify"].day, undated["chiba-certify"].when) == (None, "融資の利用の前")
    assert (dated["chiba-certify"].day, dated["chiba-certify"].state, dated["chiba-certify"].lead_days) == (LATER, "upcoming", 60)
    assert "取扱金融機関を変えることはできません" in dated["chiba-certify"].note
    assert (undated["chiba-consult"].to, undated["chiba-consult"].day) == ("取扱金融機関と千葉県信用保証協会", None)
    assert "申請する前" in undated["chiba-consult"].when


def test_認定の書類を送った印があれば_済みになる() -> None:
    sent = Submission(scheme="chiba_kankyo", set_id="certify", fiscal_year=2026, sent_on=AS_OF)
    case = loan(start_date=LATER).model_copy(update={"submissions": (sent,)})
    assert due(case)["chiba-certify"].state == "done"


@pytest.mark.clause("chiba_kankyo", "certify.start_of_works")
@pytest.mark.parametrize(("day", "state"), [(AS_OF, "upcoming"), (AS_OF - dt.timedelta(days=1), "overdue")])
def test_着工の前に認定を受ける_時期は未確認と示す(day: dt.date, state: str) -> None:
    case = fitting_case(projects=(project("p", "Z1", start_on=day),))
    found = due(case)["chiba-start-p"]
    assert (found.day, found.state, found.clause.status) == (day, state, "未確認")
    assert "着工の前に県に確かめます" in found.note
    assert "chiba-start-p" not in due(fitting_case())


def test_融資を受けたあとは_申請の期限を出さない() -> None:
    begun = project("p", "Z1", start_on=dt.date(2026, 6, 1))
    case = loan(start_date=AS_OF - dt.timedelta(days=1)).model_copy(update={"projects": (begun,)})
    assert set(due(case)) == {"chiba-fee-subsidy"}
    assert due(loan(start_date=dt.date(2025, 3, 1))) == {}
    assert "chiba-certify" in due(loan(start_date=AS_OF))


@pytest.mark.clause("chiba_kankyo", "site.prefecture")
def test_県内の事業所か事業がなければ_期限はない() -> None:
    assert due(fitting_case(sites=(Site(id="a", prefecture="大分県"),))) == {}
    assert due(fitting_case(projects=())) == {}
    assert due(fitting_case(projects=(Project(id="p", words="パソコン", category="none"),))) == {}


def told(case: Case, kind: EventKind | None, prefecture: str | None = None) -> tuple[Notice, ...]:
    event = Event(id="e", kind=kind, day=AS_OF, prefecture=prefecture)
    return SCHEME.notices(judged(case).facts, event)


RUNNING = fitting_case(running=(RunningLoan(id="r", scheme="chiba_kankyo"), RunningLoan(id="o", scheme="oita_sll")))


@pytest.mark.clause("chiba_kankyo", "certify.bank_change")
def test_千葉004_認定のあと_融資が変わるときは_金融機関を変えられないことと県への確認() -> None:
    (notice,) = told(RUNNING, "loan")
    assert (notice.loan, notice.needed, notice.paper_set) == ("r", "unknown", "notice-e")
    assert "取扱金融機関を変えることはできません" in notice.why
    assert "未確認" in notice.why
    assert "環境政策課" in notice.to


@pytest.mark.parametrize("kind", ["renamed", "site_opened", "site_closed", "site_use", "new_line", "target", "merged", "loan_ended"])
def test_千葉004_案内が触れない出来事は_届出の定めを確認できていないと言う(kind: EventKind) -> None:
    (notice,) = told(RUNNING, kind)
    assert (notice.loan, notice.needed) == ("r", "unknown")
    assert notice.why == "届出の定めを確認できていません。県に確かめてください（未確認）。"


def test_何が起きたか分からないうちは何も言わない() -> None:
    assert told(RUNNING, None) == ()


@pytest.mark.parametrize(("office", "number"), [("千葉県", 0), ("東京都", 1), (None, 1)])
def test_県外の移転には_本社でなければ何も言わない(office: str | None, number: int) -> None:
    case = RUNNING.model_copy(update={"firm": RUNNING.firm.model_copy(update={"prefecture": office})})
    assert (len(told(case, "moved", "千葉県")), len(told(case, "moved")), len(told(case, "moved", "東京都"))) == (1, 1, number)


def test_県外の事業所のことには何も言わない() -> None:
    assert (len(told(RUNNING, "site_closed", "千葉県")), told(RUNNING, "site_closed", "東京都")) == (1, ())


@pytest.mark.parametrize(("start", "loans"), [(None, []), (AS_OF, [""]), (AS_OF + dt.timedelta(days=1), [])])
def test_自分の融資は_実行されていて条件に合うときだけ(start: dt.date | None, loans: list[str]) -> None:
    assert [one.loan for one in told(loan(start_date=start), "loan")] == loans


def test_手で決めた結論を先にみる() -> None:
    case = loan(start_date=AS_OF)
    no = Override(scheme="chiba_kankyo", verdict="does_not_fit", reason="別の資金", by="見本", decided_on=AS_OF)
    yes = no.model_copy(update={"verdict": "fits"})
    assert told(case.model_copy(update={"overrides": (no,)}), "loan") == ()
    open_case = loan(start_date=AS_OF, bank_name=None)
    assert told(open_case, "loan") == ()
    assert len(told(open_case.model_copy(update={"overrides": (yes,)}), "loan")) == 1


def test_知っておきたいことは_据置と保証と予定日() -> None:
    wishes = SCHEME.wishes(judged(fitting_case()).facts)
    assert set(wishes) == {"loan.grace_months", "loan.guarantee", "loan.guarantee_class", "loan.start_date", "projects.p.start_on"}
    assert "loan.guarantee_class" not in SCHEME.wishes(judged(loan(guarantee=False)).facts)
