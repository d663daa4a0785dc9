"""千葉県「中小企業向け融資のご案内（環境保全資金）」令和6年度 対象者: who may borrow, on both sides of every limit."""

from decimal import Decimal

import pytest
from support.chiba import firm, fitting_case, leaf, node, verdict

from sllassist.case.model import Case, LegalForm, Site

OKU, MAN = 100_000_000, 10_000


def size(form: LegalForm, code: str | None, capital: int | None, people: int | None) -> str:
    capital_yen = None if capital is None else Decimal(capital)
    return node(firm(legal_form=form, industry_code=code, capital_yen=capital_yen, employees=people), "size").answer


# industry, limit of capital (yen), limit of people
LIMITS = [
    ("24", 3 * OKU, 300),  # 製造業
    ("06", 3 * OKU, 300),  # 建設業
    ("44", 3 * OKU, 300),  # 道路貨物運送業
    ("52", 1 * OKU, 100),  # 卸売業
    ("58", 5000 * MAN, 50),  # 小売業
    ("76", 5000 * MAN, 50),  # 飲食店
    ("88", 5000 * MAN, 100),  # サービス業
    ("1933", 3 * OKU, 900),  # ゴム製品製造業
    ("1919", 3 * OKU, 900),  # 自動車・航空機用でないタイヤ
    ("1911", 3 * OKU, 300),  # 自動車用タイヤ・チューブ製造業（除かれる）
    ("1931", 3 * OKU, 300),  # 工業用ベルト製造業（除かれる）
    ("391", 3 * OKU, 300),  # ソフトウェア業
    ("3921", 3 * OKU, 300),  # 情報処理サービス業
    ("751", 5000 * MAN, 200),  # 旅館業
    ("759", 5000 * MAN, 100),  # 旅館業でない宿泊業
    ("6742", 3 * OKU, 300),  # 保険媒介代理業
]


@pytest.mark.clause("chiba_kankyo", "size.limits")
@pytest.mark.parametrize(("code", "capital", "people"), LIMITS, ids=[limit[0] for limit in LIMITS])
def test_千葉004_対象者_会社は資本金か従業員のどちらか(code: str, capital: int, people: int) -> None:
    assert size("company", code, capital, people + 1) == "yes"
    assert size("company", code, capital + 1, people) == "yes"
    assert size("company", code, capital + 1, people + 1) == "no"


@pytest.mark.clause("chiba_kankyo", "borrower.forms")
@pytest.mark.parametrize(("code", "_capital", "people"), LIMITS, ids=[limit[0] for limit in LIMITS])
@pytest.mark.parametrize("form", ["sole", "npo"])
def test_千葉004_対象者_個人とNPOは従業員だけ(form: LegalForm, code: str, _capital: int, people: int) -> None:
    assert size(form, code, None, people) == "yes"
    assert size(form, code, 1, people + 1) == "no"


@pytest.mark.clause("chiba_kankyo", "size.limits")
@pytest.mark.parametrize("form", ["medical", "company", "welfare", "school", "other", "npo"])
def test_千葉004_対象者_医業を主たる業とする法人は300人(form: LegalForm) -> None:
    assert size(form, "8311", None, 300) == "yes"
    assert size(form, "8311", None, 301) == "no"


@pytest.mark.clause("chiba_kankyo", "size.sole_doctor_people")
def test_滋賀協会_個人開業医はサービス業の100人_未確認と示す() -> None:
    assert (size("sole", "8322", None, 100), size("sole", "8322", None, 101)) == ("yes", "no")
    clause = leaf(firm(legal_form="sole", industry_code="8322", employees=100), "size_employees").clause
    assert clause is not None
    assert clause.status == "未確認"


@pytest.mark.clause("chiba_kankyo", "borrower.forms")
@pytest.mark.parametrize(
    ("form", "answer"),
    [("cooperative", "yes"), ("founder", "yes"), ("welfare", "unknown"), ("school", "unknown"), ("other", "unknown")],
)
def test_千葉004_対象者_組合と創業者は入り_載っていない法人は県に確かめる(form: LegalForm, answer: str) -> None:
    case = firm(legal_form=form, industry_code="24", employees=5000, capital_yen=Decimal(50 * OKU))
    assert leaf(case, "size").answer == answer
    assert ("県" in leaf(case, "size").todo) == (answer == "unknown")
    assert verdict(case) == ("fits" if answer == "yes" else "open")


def test_千葉004_対象者_医業でない医療法人は決めない() -> None:
    assert size("medical", "8542", None, 20) == "unknown"
    assert (size("medical", "83", None, 300), size("medical", "P", None, 301)) == ("yes", "no")


# 千葉の定義が中小企業基本法より広いところ（信用保険法2条1項）
@pytest.mark.clause("chiba_kankyo", "size.limits")
@pytest.mark.parametrize(
    ("form", "code", "capital", "people", "answer"),
    [
        ("company", "391", 1 * OKU, 200, "yes"),
        ("company", "751", 6000 * MAN, 150, "yes"),
        ("company", "1933", 4 * OKU, 500, "yes"),
        ("medical", "831", None, 200, "yes"),
        ("company", "24", 5 * OKU, 250, "yes"),
        ("company", "60", 4000 * MAN, 80, "yes"),
        ("sole", "60", None, 51, "no"),
    ],
    ids=["ソフト", "旅館", "ゴム", "医療法人", "製造", "小売", "個人・小売"],
)
def test_信用保険法2条_定義の分岐(form: LegalForm, code: str, capital: int | None, people: int, answer: str) -> None:
    assert size(form, code, capital, people) == answer


# 業種の符号が粗いとき
@pytest.mark.parametrize(
    ("code", "capital", "people", "answer"),
    [
        ("E", 4 * OKU, 250, "yes"), ("E", 4 * OKU, 500, "unknown"), ("E", 4 * OKU, 901, "no"),
        ("19", 4 * OKU, 500, "unknown"),
        ("19", 3 * OKU, 5000, "yes"), ("G", 1 * OKU, 200, "unknown"), ("G", 1 * OKU, 100, "yes"),
        ("M", 6000 * MAN, 50, "yes"),
    ],
)  # fmt: skip
def test_粗い業種は_どの細かい業種でも同じ答えのときだけ決まる(code: str, capital: int, people: int, answer: str) -> None:
    case = firm(legal_form="company", industry_code=code, capital_yen=Decimal(capital), employees=people)
    assert node(case, "size").answer == answer
    if answer == "unknown":
        assert "firm.industry_code" in leaf(case, "size").paths
        assert "細かい分類" in leaf(case, "size").todo


def test_粗い業種で対象にならないときは_いちばん大きい上限とくらべたことを示す() -> None:
    case = firm(legal_form="company", industry_code="E", capital_yen=Decimal(4 * OKU), employees=901)
    assert leaf(case, "size_employees").limit == "900人以下"


@pytest.mark.clause("chiba_kankyo", "borrower.industries")
@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("24", "yes"), ("01", "no"), ("B", "no"), ("04", "no"), ("022", "yes"), ("0221", "yes"),
        ("0241", "no"), ("0242", "yes"), ("0243", "no"),
        ("62", "no"), ("65", "no"), ("671", "no"), ("674", "yes"), ("6742", "yes"), ("675", "yes"),
        ("6752", "yes"), ("673", "no"),
        ("A", "unknown"), ("02", "unknown"), ("024", "unknown"), ("J", "unknown"), ("67", "unknown"),
        ("99", "unknown"), (None, "unknown"),
        ("no such code", "unknown"),
    ],
)  # fmt: skip
def test_千葉004_ただし書_対象にならない業種と例外(code: str | None, answer: str) -> None:
    case = firm(legal_form="company", industry_code=code, capital_yen=Decimal(1), employees=1)
    found = leaf(case, "industry")
    assert (found.answer, found.paths) == (answer, ("firm.industry_code",))
    assert bool(found.todo) == (answer == "unknown")
    assert verdict(case) == {"yes": "fits", "no": "does_not_fit", "unknown": "open"}[answer]


def test_除かれる業種では規模を尋ねない() -> None:
    case = firm(legal_form="company", industry_code="01")
    looked_at = [path for leaf in node(case, "chiba_kankyo").leaves() for path in leaf.paths]
    assert [path for path in looked_at if path.startswith("firm.")] == ["firm.industry_code"]


def test_個人には資本金を尋ねない() -> None:
    def asked(form: LegalForm) -> set[str]:
        open_leaves = node(firm(legal_form=form, industry_code="24"), "size").open_leaves()
        return {path for one in open_leaves for path in one.paths}

    assert asked("sole") == {"firm.employees"}
    assert asked("company") == {"firm.capital_yen", "firm.employees"}


def test_まだ何も分からないとき_会社か個人かをまず尋ねる() -> None:
    assert leaf(Case(), "size").paths == ("firm.legal_form",)
    assert set(leaf(firm(legal_form="company"), "size").paths) == {"firm.industry_code", "firm.employees", "firm.capital_yen"}


@pytest.mark.clause("chiba_kankyo", "site.prefecture")
@pytest.mark.parametrize(("prefecture", "answer"), [("千葉県", "fits"), ("東京都", "does_not_fit"), (None, "open")])
def test_千葉004_対象者_県内で事業を行う(prefecture: str | None, answer: str) -> None:
    assert verdict(fitting_case(sites=(Site(id="a", prefecture=prefecture),))) == answer
