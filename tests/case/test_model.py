"""The Case as a whole."""

from __future__ import annotations

from sllassist.case.edits import add_site, add_supply, remove_site
from sllassist.case.model import Case, EnergySupply, Site


def test_an_edit_is_found_by_id_though_the_case_before_was_asked() -> None:
    old = Case(sites=(Site(id="a"),))
    assert old.site("a") is not None
    assert old.supply("e") is None
    new = add_supply(
        add_site(old, Site(id="b", name="第二")), EnergySupply(id="e", site_id="b", energy="x", unit="kWh")
    )
    site, supply = new.site("b"), new.supply("e")
    assert site is not None
    assert site.name == "第二"
    assert supply is not None
    assert remove_site(new, "b").site("b") is None
    assert new.site("b") is site
