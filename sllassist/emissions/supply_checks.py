"""What is wrong with an entry of the bill table itself: its site, energy, supplier, own factor, state of gas.

Not for: its bill figures (`sllassist.emissions.checks`) and for factors nobody has (`sllassist.emissions.build`).
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from sllassist import messages
from sllassist.case.edits import cell_of, record_path
from sllassist.case.model import Case, EnergySupply, OwnFactor, OwnFigure
from sllassist.case.problems import Level, Problem
from sllassist.case.units import kind_of, ratio, units_of
from sllassist.emissions.checks import site_name
from sllassist.emissions.exact import EXACT
from sllassist.emissions.ledger import Batch
from sllassist.knowledge import Energy, Knowledge


def check_supplies(case: Case, knowledge: Knowledge) -> Iterator[Problem]:
    """Problems of every entry, in the order of the entries; paths begin with `supplies.<id>`."""
    for supply in case.supplies:
        energy = knowledge.energies.get(supply.energy)
        path = f"supplies.{supply.id}"
        shown = supply.called(energy.form_name if energy else supply.energy)
        if case.site(supply.site_id) is None:
            yield Problem("error", "supplies.unknown_site", f"{path}.site_id", {"energy": shown})
        if energy is None:
            yield Problem("error", "supplies.unknown_energy", f"{path}.energy", {"energy": shown})
            continue
        named = {"site": site_name(case, supply.site_id), "energy": shown}
        if _supplier_unknown(knowledge, energy, supply):
            yield Problem("error", "supplies.unknown_supplier", f"{path}.supplier", {**named, "supplier": supply.supplier})
        if supply.gas_state and supply.gas_state not in knowledge.gas_volumes:
            yield Problem("warning", "supplies.gas_state", f"{path}.gas_state", {**named, "state": supply.gas_state})
        if supply.own_factor is not None and energy.counted:
            for code, place, params in _own_factor(supply.own_factor, energy, knowledge):
                level: Level = "warning" if code == "own_factor.large" else "error"
                yield Problem(level, code, f"{path}.own_factor.{place}", {**named, **params})
        if "km" in energy.units and supply.km_per_litre is not None:
            yield from _economy(supply.km_per_litre, path, named, knowledge)
        for kind, own in (("own_density", supply.own_density), ("own_heat", supply.own_heat)):
            if own is not None:
                for level, code, place, params in _own_figure(kind, own, knowledge):
                    yield Problem(level, code, f"{path}.{kind}.{place}", {**named, **params})


def check_provisional(case: Case, batches: Iterable[Batch]) -> Iterator[Problem]:
    """One warning per fiscal year and factor that stands in for one not published yet: what to replace, and how."""
    found: dict[tuple[int, str], list[Batch]] = {}
    for batch in batches:
        if batch.rate is not None and batch.rate.factor.provisional:
            found.setdefault((batch.fiscal_year, batch.rate.factor.key), []).append(batch)
    for (year, _), same in found.items():
        rate = same[0].rate
        assert rate is not None
        sites = list(dict.fromkeys(site_name(case, batch.supply.site_id) for batch in same))
        site = sites[0] if len(sites) == 1 else f"{sites[0]}ほか{len(sites) - 1}か所"
        energy = f"{rate.energy.form_name}（{rate.factor.supplier}）" if rate.factor.supplier else rate.energy.form_name
        told = {"site": site, "energy": energy, "year": str(year), "reason": rate.factor.reason}
        yield Problem("warning", "emissions.provisional", record_path(cell_of(same[0].records[0])), told)


def _supplier_unknown(knowledge: Knowledge, energy: Energy, supply: EnergySupply) -> bool:
    if energy.supplier_kind == "none" or not supply.supplier:
        return False
    return knowledge.supplier_name(energy.supplier_kind, supply.supplier) is None


def own_factor_units(energy: Energy) -> tuple[str, ...]:
    """Units a factor of the firm's own may be per: those of the bills, t-CO2 per km left out, and heat."""
    kinds = dict.fromkeys(kind for unit in energy.units if (kind := kind_of(unit)) not in (None, "distance"))
    return tuple(dict.fromkeys(unit for kind in (*kinds, "heat") for unit in units_of(kind or "") if kind))


def _own_factor(own: OwnFactor, energy: Energy, knowledge: Knowledge) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Code, field and params of each problem."""
    if not own.source.strip():
        yield "own_factor.no_source", "source", {}
    units = own_factor_units(energy)
    if own.unit not in units:
        yield "own_factor.unit", "unit", {"unit": own.unit, "units": "・".join(units)}
    limit = _limit(own.unit, knowledge)
    for name, value in (("basic_t", own.basic_t), ("adjusted_t", own.adjusted_t)):
        if value < 0:
            yield "own_factor.negative", name, {}
        elif limit is not None and value > limit:
            told = {"value": f"{value.normalize():f}", "unit": own.unit, "limit": f"{limit.normalize():f}"}
            yield "own_factor.large", name, told


def _own_figure(kind: str, own: OwnFigure, knowledge: Knowledge) -> Iterator[tuple[Level, str, str, dict[str, str]]]:
    """Level, code, field and params of each problem of a figure the supplier told."""
    least, most = (knowledge.constant(f"limit.{kind}.{end}", 2100) for end in ("least", "most"))
    told = {"value": f"{own.value.normalize():f}", "least": f"{least.number:f}", "most": f"{most.number:f}", "unit": least.unit}
    if not own.source.strip():
        yield "error", f"{kind}.no_source", "source", {}
    if own.value <= 0:
        yield "error", f"{kind}.zero", "value", told
    elif not least.number <= own.value <= most.number:
        yield "warning", f"{kind}.unusual", "value", told


def _economy(figure: Decimal, path: str, named: dict[str, str], knowledge: Knowledge) -> Iterator[Problem]:
    """A warning about a fuel economy (km/L) no vehicle has, with the one that was probably meant where only one can be."""
    least, most = (knowledge.plausible(f"economy.{end}", 2100) for end in ("least", "most"))
    if least is None or most is None or figure <= 0 or least.number <= figure <= most.number:
        return
    meant = [shifted for tens in (1, 2, 3, -1, -2, -3) if least.number <= (shifted := figure.scaleb(tens)) <= most.number]
    guess = messages.text("plausibility.economy_guess", guess=_said(meant[0])) if len(meant) == 1 else ""
    told = {"figure": _said(figure), "least": _said(least.number), "most": _said(most.number), "guess": guess}
    yield Problem("warning", "plausibility.economy", f"{path}.km_per_litre", {**named, **told})


def _said(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _limit(unit: str, knowledge: Knowledge) -> Decimal | None:
    """The largest believable t-CO2 per `unit`."""
    kind = kind_of(unit)
    if kind is None or kind == "distance":
        return None
    limit = knowledge.constant(f"limit.co2_t.{kind}", 2100)
    return EXACT.multiply(limit.number, ratio(unit, limit.unit.removeprefix("t-CO2/")))
