"""Parts of papers every scheme asks for: the sender's block, and the answers still missing."""

from decimal import Decimal

import pytest

from sllassist.case.model import Case, Contact, Firm, Site
from sllassist.schemes.form_parts import join_address, missing, postcode, representative, sender


@pytest.mark.parametrize(
    ("prefecture", "address", "wanted"),
    [
        ("長野県", "岡谷市1-2", "長野県岡谷市1-2"), ("長野県", "長野県岡谷市1-2", "長野県岡谷市1-2"), (None, "岡谷市1-2", "岡谷市1-2"),
        ("大分県", None, "大分県"), (None, None, ""),
    ],
)  # fmt: skip
def test_the_prefecture_stands_once_before_the_address(prefecture: str | None, address: str | None, wanted: str) -> None:
    assert join_address(prefecture, address) == wanted


def test_title_and_name_of_the_representative_and_the_postcode() -> None:
    firm = Firm(representative_title="代表取締役", representative_name="髙﨑 𠮷子", postcode="3940028")
    assert (representative(firm), postcode(firm)) == ("代表取締役　髙﨑 𠮷子", "〒394-0028")
    assert (representative(Firm(representative_name="髙﨑")), postcode(Firm())) == ("髙﨑", None)


@pytest.mark.parametrize(("own", "wanted"), [("0266-1", "0266-1"), (None, "0266-0")])
def test_the_firm_is_called_where_its_contact_has_no_phone(own: str | None, wanted: str) -> None:
    case = Case(firm=Firm(name="会社", phone="0266-0"), contact=Contact(person="髙﨑", phone=own))
    assert sender(case)["contact_phone"] == wanted
    assert (sender(case)["firm_name"], sender(case)["contact_person"]) == ("会社", "髙﨑")


def test_missing_answers_are_asked_for_but_not_unread_texts_and_not_noughts() -> None:
    case = Case(firm=Firm(name="", capital_yen=Decimal(0)), sites=(Site(id="a"),), drafts={"firm.address": "？"})
    asked = ("firm.name", "firm.prefecture", "firm.address", "firm.capital_yen", "sites.a.prefecture")
    found = [(problem.level, problem.code, problem.path) for problem in missing(case, asked)]
    assert found == [
        ("error", "field.empty_text", "firm.name"), ("error", "field.empty_choice", "firm.prefecture"),
        ("error", "field.empty_choice", "sites.a.prefecture"),
    ]  # fmt: skip
    assert all("{" not in problem.message for problem in missing(case, asked))
