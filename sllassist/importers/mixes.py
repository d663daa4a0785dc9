"""LP gas whose composition in the case has no density for the unit of the file: what is reckoned with instead is said.

Not for: the conversion itself (`sllassist.emissions.rates`).
"""

from collections.abc import Sequence

from sllassist.case.model import Case
from sllassist.case.units import kind_of
from sllassist.importers.notes import Notes
from sllassist.importers.preview import Place, ProposedRecord
from sllassist.knowledge import Knowledge

_PER = {"volume_gas": "m3", "volume_liquid": "kL"}
"""Kind of unit → the unit of volume for which densities are listed."""


def warn_of_mixes(
    case: Case, knowledge: Knowledge, places: Sequence[Place], records: Sequence[ProposedRecord], notes: Notes
) -> None:
    """Notes the places whose composition does not fit the unit of their figures."""
    mixed = {supply.id: supply for supply in case.supplies if supply.gas_mix in knowledge.lpg_densities}
    wanted = {number: mixed[place.supply_id] for number, place in enumerate(places) if place.supply_id in mixed}
    units = {(record.place, record.unit) for record in records if record.place in wanted} if wanted else ()
    for number, unit in sorted(units):
        supply, kind = wanted[number], kind_of(unit)
        own = knowledge.lpg_densities[supply.gas_mix or ""]
        if kind not in _PER or own.per == _PER[kind] or (supply.own_density is not None and kind == "volume_gas"):
            continue
        instead = knowledge.lpg_density(supply.gas_mix, _PER[kind])
        notes.warn("importers_warning.mix", label=places[number].label, unit=unit, own=own.name, instead=instead.name)
