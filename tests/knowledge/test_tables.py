"""A table that is not as it must be is refused by file, line and column; a replaced table is used instead of ours."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from sllassist.knowledge import KnowledgeError, load_knowledge
from sllassist.knowledge.facade import Knowledge
from sllassist.paths import resource


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of facts that may be spoiled."""
    shutil.copytree(resource("knowledge"), tmp_path / "knowledge")
    return tmp_path


def spoil(own: Path, file: str, old: str, new: str) -> None:
    path = own / "knowledge" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


KEROSENE = "kerosene,灯油,kL,,36.5,確認済,0.0187,確認済,,,2.50,2023,,"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("fuels.csv", "heat_gj", "heat", "fuels.csv: 列 heat_gj がありません"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("36.5", "36,5"), "列の数が見出しと違います"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("36.5", "abc"), "heat_gj: 数値ではありません（abc）"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("36.5", "-1"), "heat_gj: 0以上の数値にしてください（-1）"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("36.5", "NaN"), "heat_gj: 0以上の数値にしてください（NaN）"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("36.5", ""), "heat_gj: 空欄です"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("36.5,確認済", "36.5,high"), "確認済か未確認にしてください（high）"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("2023", "2022"), "kerosene の期間が重なっています"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("2023", "R5"), "年度ではありません（R5）"),
        ("energies.csv", "none,,kerosene", "none,,keroseen", "燃料の表にありません（keroseen）"),
        ("energies.csv", "L|kL,L,none,,kerosene", "L|kL,樽,none,,kerosene", "知らない単位"),
        ("energies.csv", "diesel,軽油", "kerosene,軽油", "kerosene が2回あります"),
        ("supplier_tables.csv", "complete", "all", "coverage: complete・partial・fragment のどれか"),
    ],
)
def test_a_spoiled_table_is_refused_by_place(own: Path, file: str, old: str, new: str, said: str) -> None:
    spoil(own, file, old, new)
    with pytest.raises(KnowledgeError) as refused:
        Knowledge(own).factor("electricity", None, None, 2025)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2025,substitute,SUBST,代替値,,0.000416,0.000416", "2025,average,SUBST,代替値,,0.000416,0.000416", "2025年度の代替値がありません"),
        ("A0004,エバーグリーン・リテイリング(株),メニューA,", "A0004,エバーグリーン・リテイリング(株),(参考値)事業者全体,", "2回あります"),
        ("2025,retailer,A0003,リエスパワー(株),,0.000000,", "2025,retailer,A0003,リエスパワー(株),,,", "基礎と調整後の両方が必要です"),
        ("2024,substitute,", "2016,substitute,", "supplier_tables.csv に2016年度"),
    ],
)
def test_a_spoiled_list_of_retailers_is_refused(own: Path, old: str, new: str, said: str) -> None:
    spoil(own, "electricity.csv", old, new)
    with pytest.raises(KnowledgeError) as refused:
        Knowledge(own).electricity(None, None, 2025)
    assert said in str(refused.value)


def test_potentials_of_one_gas_may_not_overlap(own: Path) -> None:
    spoil(own, "gwp.csv", "CH4,メタン,28,2023,", "CH4,メタン,28,2022,")
    with pytest.raises(KnowledgeError, match="CH4 の期間が重なっている"):
        Knowledge(own).gwp("CH4", 2025)


def test_a_list_cut_off_in_the_middle_is_refused(own: Path) -> None:
    path = own / "knowledge" / "electricity.csv"
    path.write_bytes(path.read_bytes()[:60_000])
    with pytest.raises(KnowledgeError, match=r"electricity\.csv"):
        Knowledge(own).electricity(None, None, 2025)


def test_a_replacing_file_serves_instead_of_ours_and_only_that_file(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    fuels = resource("knowledge", "fuels.csv").read_text("utf-8")
    new = fuels.replace(KEROSENE, KEROSENE.replace("36.5", "36.7"))
    (tmp_path / "knowledge" / "fuels.csv").write_text(new, "utf-8")
    replaced = Knowledge(tmp_path, resource())
    assert replaced.fuel("kerosene", 2025).heat.number == Decimal("36.7")
    assert replaced.fuel("diesel", 2025).heat.number == Decimal("38.0")
    assert load_knowledge().fuel("kerosene", 2025).heat.number == Decimal("36.5")


def test_nothing_is_read_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = Path.read_text

    def noting(self: Path, *args: str, **kwargs: str) -> str:
        read.append(self.name)
        return original(self, *args, **kwargs)

    monkeypatch.setattr(Path, "read_text", noting)
    fresh = Knowledge(resource())
    assert read == []
    assert fresh.energies
    assert sorted(read) == ["energies.csv", "fuels.csv"]


def test_no_table_says_where_its_maker_worked() -> None:
    words = ("public code", "github.com/", "session", "recall", "/work", "happylibus")
    for path in resource("knowledge").iterdir():
        text = path.read_text("utf-8")
        assert not [word for word in words if word in text], path.name
