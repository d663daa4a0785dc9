"""Whether the files of a pack may stand in for those in use: rows, tables among each other, and nothing lost.

Not for: the zip around them (`sllassist.knowledge.packs`).
"""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from sllassist.knowledge.errors import KnowledgeError, NoFactorError, RowError
from sllassist.knowledge.facade import Knowledge
from sllassist.knowledge.pack_faults import Fault, fault
from sllassist.knowledge.pack_tables import TABLES, check_lines, read_lines
from sllassist.knowledge.parameters import Parameters
from sllassist.knowledge.sourced import Sourced
from sllassist.knowledge.suppliers import SupplierBook, SupplierTable
from sllassist.knowledge.tables import MOST_DIGITS

KNOWLEDGE, SCHEMES = "knowledge/", "schemes/"
PARAMETER_FILES: Final = ("constants.toml", "plausibility.toml")
"""Parameter files beside the CSV tables."""
_KINDS: Final = {"electricity": "電気", "city_gas": "都市ガス"}


def known_part(part: str, base: Knowledge) -> bool:
    """Whether a pack may hold this part: a known table or parameter file, or the parameters of a known scheme."""
    if part.startswith(KNOWLEDGE):
        return part.removeprefix(KNOWLEDGE) in (*TABLES, *PARAMETER_FILES)
    return part in {f"{SCHEMES}{name}.toml" for name in base.schemes}


@contextmanager
def staged(files: Mapping[str, bytes], base: Knowledge) -> Iterator[Knowledge]:
    """The facts as they would be with `files` before those of `base`; only to be used inside the `with`."""
    with tempfile.TemporaryDirectory(prefix="sllassist-") as name:
        folder = Path(name)
        for part, data in files.items():
            path = folder / part
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        yield Knowledge(folder, *base.folders)


def check_files(files: Mapping[str, bytes], base: Knowledge) -> tuple[Fault, ...]:
    """All faults of the parts of a pack (`knowledge/fuels.csv` …) that is to stand in for parts of `base`."""
    faults: list[Fault] = []
    for part, data in files.items():
        file = part.removeprefix(KNOWLEDGE)
        if part.startswith(KNOWLEDGE) and file in TABLES:
            lines, found = read_lines(file, data, TABLES[file])
            faults += [*found, *check_lines(file, lines, TABLES[file], lambda key: _limit(base, key))]
    if faults:
        return tuple(faults)
    with staged(files, base) as new:
        try:
            _load(new)
        except KnowledgeError as problem:
            return (_refused(problem, files),)
        faults += _parameters(files, base, new)
        faults += _lost_ids(base, new)
        faults += _supplier_tables(new)
        return tuple(faults) if faults else tuple(_lost_factors(base, new))


def _limit(base: Knowledge, key: str) -> Sourced:
    return base.constant(f"limit.{key}", 2100)


def _load(knowledge: Knowledge) -> None:
    """Reads everything once. Raises KnowledgeError."""
    for table in ("energies", "lpg_densities", "gas_volumes", "gases", "industries", "prefectures", "books"):
        getattr(knowledge, table)
    knowledge.constant("oil_kl_per_gj", 2100)
    knowledge.plausible("", 2100)
    for scheme in knowledge.schemes:
        knowledge.parameters(scheme)


def _refused(problem: KnowledgeError, files: Mapping[str, bytes]) -> Fault:
    if isinstance(problem, RowError):
        return fault(problem.file, problem.line, "refused", what=f"「{problem.column}」{problem.what}")
    first = Path(next((part for part in files if Path(part).name in str(problem)), next(iter(files)))).name
    return fault(first, None, "refused", what=str(problem).removeprefix(f"{first}: ").removesuffix("。"))


def _parameters(files: Mapping[str, bytes], base: Knowledge, new: Knowledge) -> Iterator[Fault]:
    for part in files:
        file = Path(part).name
        if not file.endswith(".toml"):
            continue
        now = new.parameter_file(part)
        if lost := sorted({*base.parameter_file(part).keys()} - {*now.keys()}):
            yield fault(file, None, "lost_ids", names="、".join(lost[:5]))
        for key in _wild(now):
            yield fault(file, None, "refused", what=f"{key} の桁が多すぎます")


def _wild(parameters: Parameters) -> Iterator[str]:
    """Keys with figures no calculation could bear."""
    keys = parameters.keys()
    yield from (key for key in keys if not all(_sober(value.value) for value in parameters.history(key)))


def _sober(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_sober(part) for part in value.values())
    if isinstance(value, list):
        return all(_sober(part) for part in value)
    if not isinstance(value, Decimal):
        return True
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -MOST_DIGITS and value.adjusted() <= MOST_DIGITS


def _lost_ids(base: Knowledge, new: Knowledge) -> Iterator[Fault]:
    """What a case may point at must stay."""
    pairs: dict[str, tuple[Mapping[str, object], Mapping[str, object]]] = {
        "energies.csv": (base.energies, new.energies), "lpg_density.csv": (base.lpg_densities, new.lpg_densities),
        "gas_volume.csv": (base.gas_volumes, new.gas_volumes), "gwp.csv": (base.gases, new.gases),
        "gas_groups.csv": (base.gas_groups, new.gas_groups), "industries.csv": (base.industries, new.industries),
    }  # fmt: skip
    for file, (old, now) in pairs.items():
        if lost := [name for name in old if name not in now]:
            yield fault(file, None, "lost_ids", names="、".join(lost[:5]))
    if lost_places := [name for name in base.prefectures if name not in new.prefectures]:
        yield fault("prefectures.csv", None, "lost_ids", names="、".join(lost_places[:5]))
    for kind, book in base.books.items():
        yield from _lost_suppliers(book, new.books[kind])


def _lost_suppliers(old: SupplierBook, new: SupplierBook) -> Iterator[Fault]:
    for year, table in old.tables.items():
        now = new.tables.get(year)
        lost = [name for name in table.menus if now is None or name not in now.menus]
        if lost and len(lost) == len(table.menus):
            yield fault(f"{old.kind}.csv", None, "lost_years", name=_KINDS[old.kind], years=f"{year}年度")
        elif lost:
            names = "、".join(f"{name} {table.menus[name][0].supplier_name}" for name in lost[:5])
            yield fault(f"{old.kind}.csv", None, "lost_ids", names=f"{year}年度の{names}")


def _supplier_tables(new: Knowledge) -> Iterator[Fault]:
    file = "supplier_tables.csv"
    for kind, book in new.books.items():
        name = _KINDS[kind]
        complete = sorted(year for year, table in book.tables.items() if table.complete)
        for year in range(complete[0], complete[-1]) if complete else ():
            if year not in complete:
                yield fault(file, None, "table_gap", kind=name, year=year)
        for year, table in book.tables.items():
            if not any(_priced(table)):
                yield fault(f"{kind}.csv", None, "table_rows", kind=name, year=year)


def _priced(table: SupplierTable) -> Iterator[bool]:
    return (menu.basic is not None or menu.adjusted is not None for rows in table.menus.values() for menu in rows)


def _lost_factors(base: Knowledge, new: Knowledge) -> Iterator[Fault]:
    """Every energy must have a factor in each year that has one now."""
    first, last = base.fuels.span()
    final = max([last or first, *(year for book in new.books.values() for year in book.tables)])
    for energy in base.energies.values():
        years = [year for year in range(first, final + 1) if energy.counted]
        lost = [year for year in years if _has(base, energy.id, year) and not _has(new, energy.id, year)]
        if lost:
            words = "・".join(f"{year}年度" for year in lost[:5])
            yield fault("fuels.csv", None, "lost_years", name=energy.form_name, years=words)


def _has(knowledge: Knowledge, energy: str, year: int) -> bool:
    try:
        knowledge.factor(energy, None, None, year)
    except NoFactorError:
        return False
    return True
