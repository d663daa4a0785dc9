"""Making packs: what is refused, by file and row and with what to do; what a made pack holds."""

import datetime as dt
import hashlib
import json
import subprocess
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from support.packs import append, change, info, tables, year_2026

from sllassist.knowledge import load_knowledge
from sllassist.knowledge.pack_checks import staged
from sllassist.knowledge.pack_faults import PackError
from sllassist.knowledge.packs import make_pack, read_info, read_pack

K = load_knowledge()


def refused(folder: Path, out: Path) -> list[tuple[str, int | None, str]]:
    """The faults of tables that must not become a pack."""
    with pytest.raises(PackError) as told:
        make_pack(folder, out, info())
    assert not out.exists()
    assert told.value.faults
    assert str(told.value).startswith(told.value.faults[0].text)
    return [(fault.file, fault.row, fault.what) for fault in told.value.faults]


def test_the_programs_own_tables_make_a_pack(tmp_path: Path) -> None:
    names = [path.name for path in (Path(K.folders[-1]) / "knowledge").iterdir() if path.name not in ("README.md", "edition.toml")]
    pack = make_pack(tables(tmp_path / "k", *names), tmp_path / "own.zip", info())
    assert sorted(pack.files) == sorted(f"knowledge/{name}" for name in names)


def test_a_new_years_list_serves_that_year_and_leaves_the_others(tmp_path: Path) -> None:
    make_pack(year_2026(tmp_path / "k"), tmp_path / "p.zip", info())
    assert K.electricity("A0270", None, 2026).provisional
    with staged(read_pack(tmp_path / "p.zip").files, K) as new:
        factor = new.electricity("A0270", None, 2026)
        assert factor.co2_basic is not None
        assert factor.co2_adjusted is not None
        assert (factor.co2_basic.number, factor.co2_adjusted.number) == (Decimal("0.000405"), Decimal("0.000401"))
        assert (factor.provisional, factor.basis, factor.status) == (False, "residual", "確認済")
        assert new.electricity("A0270", None, 2025) == K.electricity("A0270", None, 2025)
        assert new.electricity("A0860", None, 2026).basis == "substitute"


def test_another_zip_program_reads_the_pack_and_its_digests(tmp_path: Path) -> None:
    make_pack(year_2026(tmp_path / "k"), tmp_path / "p.zip", info())
    listed = subprocess.run(["unzip", "-Z1", tmp_path / "p.zip"], capture_output=True, text=True, check=True).stdout.split()
    assert listed == ["manifest.json", "knowledge/electricity.csv", "knowledge/supplier_tables.csv"]
    subprocess.run(["unzip", "-q", tmp_path / "p.zip", "-d", tmp_path / "out"], check=True)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert (manifest["format"], manifest["id"], manifest["made_on"]) == ("sllassist-knowledge", "2026-12-denki", "2026-12-25")
    assert (manifest["valid_from_fy"], manifest["changes"]) == (2026, ["2026年度の電気の係数を足しました"])
    for part, told in manifest["files"].items():
        data = (tmp_path / "out" / part).read_bytes()
        assert hashlib.sha256(data).hexdigest() == told["sha256"]
        assert data == (tmp_path / "k" / Path(part).name).read_bytes()


def test_the_same_tables_make_the_same_file(tmp_path: Path) -> None:
    folder = year_2026(tmp_path / "k")
    for name in ("a.zip", "b.zip"):
        make_pack(folder, tmp_path / name, info())
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


KEROSENE = "kerosene,灯油,kL,,36.5,確認済,0.0187,確認済,,,2.50,2023,,"
OLD_KEROSENE = "kerosene,灯油,kL,,36.7,確認済,0.0185,確認済,,,2.49,2009,2022,"
HYDROGEN = "nf_hydrogen,水素（非化石）,t,,142,"
MIRAIZ = "2025,retailer,A0270,中部電力ミライズ(株),メニューB(残差),0.000411,0.000411,確認済,,"


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "words"),
    [
        ("fuels.csv", KEROSENE, KEROSENE.replace("36.5", "-36.5"), 50, "「heat_gj」の「-36.5」は使えません。0以上の半角の数字に"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("36.5", "３６"), 50, "「heat_gj」の「３６」は使えません"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("36.5", "1_0"), 50, "「heat_gj」の「1_0」は使えません"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("36.5", "NaN"), 50, "「heat_gj」の「NaN」は使えません"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("36.5", "1e-99"), 50, "「heat_gj」の「1e-99」は使えません"),
        ("fuels.csv", HYDROGEN, HYDROGEN.replace("142", "200.001"), 92, "「heat_gj」の200.001は大きすぎます（目安は200 GJ/"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("0.0187", "0.051"), 50, "0.051は大きすぎます（目安は0.05 tC/GJまで）"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("0.0187,確認済", "0.0187,"), 50, "「carbon_status」の「」は使えません"),
        ("fuels.csv", KEROSENE, KEROSENE.replace(",灯油,", ",,"), 50, "「name」が空欄です。値を入れてください"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("2023", "R5"), 50, "「valid_from_fy」の「R5」は年度ではありません"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("2023,,", "2023,2022,"), 50, "終わりの年度2022が、始まりの年度2023より前です"),
        ("fuels.csv", KEROSENE, KEROSENE.replace("2023,,", "2022,,"), 50, "keroseneの期間が7行目と重なっています"),
        ("fuels.csv", OLD_KEROSENE, OLD_KEROSENE.replace("2022", "2020"), 50, "keroseneは2021年度から2022年度までの値がありません"),
        ("fuels.csv", "id,name,unit", "id,nom,unit", 1, "列「nom」は使えません"),
        ("fuels.csv", "heat_state,co2_state\n", "heat_state,co2_state,memo\n", 1, "列「memo」は使えません"),
        ("gwp.csv", "SF6,六ふっ化硫黄,23500,", "SF6,六ふっ化硫黄,30001,", 73, "「gwp」の30001は大きすぎます（目安は30000 t-CO2/tまで）"),
        ("gwp.csv", "CH4,メタン,28,2023,", "CH4,メタン,28,2024,", 7, "CH4は2023年度から2023年度までの値がありません"),
        ("gwp.csv", "CH4,メタン,28,2023,,IPCC第5次評価報告書（100年値）,", "CH4,メタン,28,2023,,,", 7, "出典がありません。どの資料の"),
        ("lpg_density.csv", "kL,,0.56,", "kL,,1.01,", 7, "「t_per_unit」の1.01は大きすぎます（目安は1 t/kLまで）"),
        ("lpg_density.csv", "m3,,0.001964,", "m3,,0.0101,", 6, "「t_per_unit」の0.0101は大きすぎます（目安は0.01 t/m3まで）"),
        ("gas_volume.csv", ",2,0.96665,", ",2,2.1,", 2, "「to_normal」の2.1は大きすぎます"),
    ],
)  # fmt: skip
def test_a_spoiled_row_is_refused_by_file_row_and_what_to_do(
    tmp_path: Path, file: str, old: str, new: str, row: int, words: str
) -> None:
    folder = tables(tmp_path / "k", file)
    change(folder / file, old, new)
    found = refused(folder, tmp_path / "p.zip")
    assert [(f, r) for f, r, what in found if words in what] == [(file, row)], found


@pytest.mark.parametrize(
    ("old", "new", "row", "words"),
    [
        (MIRAIZ, MIRAIZ.replace("0.000411,0", "0.010001,0"), 592, "0.010001は大きすぎます（目安は0.01 t-CO2/kWhまで）。単位（kgと"),
        (MIRAIZ, MIRAIZ.replace("確認済", "OK"), 592, "「status」の「OK」は使えません"),
        (MIRAIZ, MIRAIZ + "\n" + MIRAIZ, 593, "同じ行（2025 A0270 メニューB(残差)）が592行目にもあります。どちらかを消して"),
        (MIRAIZ, MIRAIZ.replace(",確認済,,", ",確認済,"), 592, "列の数が見出しと違います"),
        (MIRAIZ, MIRAIZ.replace("2025", "令和7"), 592, "「calc_fy」の「令和7」は年度ではありません"),
    ],
)
def test_a_spoiled_row_of_the_retailers(tmp_path: Path, old: str, new: str, row: int, words: str) -> None:
    folder = tables(tmp_path / "k", "electricity.csv")
    at = (folder / "electricity.csv").read_text("utf-8").splitlines().index(MIRAIZ) + 1
    change(folder / "electricity.csv", old, new)
    found = refused(folder, tmp_path / "p.zip")
    assert [(f, r) for f, r, what in found if words.replace("592", str(at)) in what] == [("electricity.csv", at + row - 592)], found


def drop(pattern: str) -> Callable[[Path], None]:
    """Takes away the lines that begin like this."""

    def spoil(path: Path) -> None:
        path.write_text("".join(li for li in path.read_text("utf-8").splitlines(True) if not li.startswith(pattern)), "utf-8")

    return spoil


@pytest.mark.parametrize(
    ("file", "spoil", "words"),
    [
        ("electricity.csv", drop("2025,"), "2025年度の代替値がありません。ここを直してください"),
        ("electricity.csv", drop("2024,"), "電気の2024年度の値が、今の表にはあるのになくなっています。今の表の行も入れてください"),
        ("electricity.csv", drop("2025,retailer,A0337,"), "2025年度のA0337 諏訪瓦斯(株) が、今の表にはあるのになくなっています"),
        ("electricity.csv", drop("2025,substitute,"), "2025年度の代替値がありません"),
        ("supplier_tables.csv", drop("electricity,2024,"), "supplier_tables.csv に2024年度のelectricityがありません"),
        ("fuels.csv", drop("kerosene,灯油,kL,,36.5"), "灯油の2023年度・2024年度・2025年度の値が、今の表にはあるのになくなっています"),
        ("energies.csv", drop("kerosene,"), "kerosene が、今の表にはあるのになくなっています"),
        ("lpg_density.csv", drop("propane,"), "propane が、今の表にはあるのに"),
        ("gwp.csv", drop("SF6,"), "SF6 が、今の表にはあるのに"),
        ("prefectures.csv", drop("20,"), "長野県 が、今の表にはあるのに"),
        ("gas_volume.csv", drop("normal,"), "normal（標準状態）の行がありません"),
        ("fuels.csv", lambda path: path.write_text("", "utf-8"), "列「"),
        ("fuels.csv", lambda path: path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8"), "行が1つもありません"),
        ("fuels.csv", lambda path: path.write_bytes(path.read_text("utf-8").encode("cp932", "replace")), "UTF-8のCSVで保存し直して"),
        ("fuels.csv", lambda path: path.write_bytes(b"\0" * 100), "列「"),
        ("constants.toml", lambda path: change(path, "[mass.co2]", "[mass.co3]"), "mass.co2 が、今の表にはあるのに"),
        ("constants.toml", lambda path: change(path, "value = 0.0258,", "value = 1e99,"), "oil_kl_per_gj の桁が多すぎます"),
        ("constants.toml", lambda path: change(path, "value = 0.0258,", "value = nan,"), "oil_kl_per_gj の桁が多すぎます"),
        ("constants.toml", lambda path: path.write_text("a = " + "[" * 100_000, "utf-8"), "読み取れません"),
    ],
)
def test_what_the_tables_in_use_have_must_stay(tmp_path: Path, file: str, spoil: Callable[[Path], None], words: str) -> None:
    folder = tables(tmp_path / "k", file)
    spoil(folder / file)
    found = refused(folder, tmp_path / "p.zip")
    assert any(words in what for _, _, what in found), found


def test_a_year_without_a_list_between_two_complete_ones_is_a_gap(tmp_path: Path) -> None:
    folder = year_2026(tmp_path / "k")
    for file in ("electricity.csv", "supplier_tables.csv"):
        text = (folder / file).read_text("utf-8")
        text = text.replace("\n2026,", "\n2027,").replace("electricity,2026,2025", "electricity,2027,2026")
        (folder / file).write_text(text, "utf-8")
    assert refused(folder, tmp_path / "p.zip") == [
        ("supplier_tables.csv", None, "電気は2026年度の一覧がありません。2026年度の行を足してください。")
    ]


@pytest.mark.parametrize(
    ("start", "coverage", "words"),
    [
        ("2026,substitute", "complete", "2026年度の代替値がありません"), ("2026,", "complete", "2026年度の代替値がありません"),
        ("2026,", "partial", "電気の2026年度の行がありません。この年度の一覧の行を足すか、supplier_tables.csv から2026年度を外して"),
    ],
)  # fmt: skip
def test_an_announced_list_needs_its_rows(tmp_path: Path, start: str, coverage: str, words: str) -> None:
    folder = year_2026(tmp_path / "k")
    drop(start)(folder / "electricity.csv")
    change(folder / "supplier_tables.csv", "electricity,2026,2025,complete", f"electricity,2026,2025,{coverage}")
    ((file, _, what),) = refused(folder, tmp_path / "p.zip")
    assert file == "electricity.csv"
    assert words in what


def test_a_row_of_a_year_no_list_is_announced_for(tmp_path: Path) -> None:
    folder = tables(tmp_path / "k", "electricity.csv")
    append(folder / "electricity.csv", "2026,retailer,A0337,諏訪瓦斯(株),,0.0004,0.0004,確認済,,")
    ((file, row, what),) = refused(folder, tmp_path / "p.zip")
    assert (file, row) == ("electricity.csv", len((folder / file).read_text("utf-8").splitlines()))
    assert "supplier_tables.csv に2026年度のelectricityがありません" in what


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    folder = tables(tmp_path / "k", "fuels.csv", "gwp.csv")
    change(folder / "fuels.csv", KEROSENE, KEROSENE.replace("36.5", "-1").replace("0.0187", "1"))
    change(folder / "gwp.csv", "CH4,メタン,28,2023,", "CH4,メタン,x,2023,")
    found = refused(folder, tmp_path / "p.zip")
    assert [(f, r) for f, r, _ in found] == [("fuels.csv", 50), ("fuels.csv", 50), ("gwp.csv", 7)]


@pytest.mark.parametrize(
    "name", ["denki.csv", "readme.html", "schemes/tokyo_sll.toml", "knowledge/x.csv", "deep/fuels.csv", "FUELS.CSV"]
)
def test_files_no_pack_may_hold_are_named(tmp_path: Path, name: str) -> None:
    folder = tables(tmp_path / "k", "fuels.csv")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("x", "utf-8")
    ((file, row, what),) = refused(folder, tmp_path / "p.zip")
    assert (file, row) == (name, None)
    assert "fuels.csv" in what


def test_notes_beside_the_tables_do_not_matter_and_schemes_may_come_along(tmp_path: Path) -> None:
    folder = tables(tmp_path / "k" / "knowledge", "fuels.csv").parent
    (folder / "README.md").write_text("メモ", "utf-8")
    (folder / "pack.toml").write_text("", "utf-8")
    scheme = folder / "schemes" / "nagano_sll.toml"
    scheme.parent.mkdir()
    own = (Path(K.folders[-1]) / "schemes" / "nagano_sll.toml").read_text("utf-8")
    scheme.write_text(own.replace("value = 1500,", "value = 1600,"), "utf-8")
    make_pack(folder, tmp_path / "p.zip", info())
    with staged(read_pack(tmp_path / "p.zip").files, K) as new:
        assert new.at(dt.date(2026, 4, 1)).param("nagano_sll", "duty.oil_kl").number == 1600


@pytest.mark.parametrize("folder", ["empty", "no such folder"])
def test_a_folder_without_tables(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    ((_, _, what),) = refused(tmp_path / folder, tmp_path / "p.zip")
    assert "表が1つもありません" in what


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"id": "../x"}, "番号「../x」は使えません"), ({"id": "con"}, "番号「con」は使えません"), ({"id": "nul.1"}, "「nul.1」は使え"),
        ({"id": "A"}, "「A」は使えません"), ({"id": ""}, "「」は使えません"), ({"id": "x."}, "「x.」は使えません"),
        ({"id": "x" * 65}, "は使えません"),
        ({"title": "　"}, "「title」が空欄"), ({"changes": ()}, "「changes」が空欄"), ({"changes": ("",)}, "「changes」が空欄"),
        ({"valid_to_fy": 2025}, "使い始めの年度2026と終わりの年度2025が逆です"),
    ],
)  # fmt: skip
def test_what_a_pack_says_about_itself_must_be_there(tmp_path: Path, more: dict[str, object], words: str) -> None:
    with pytest.raises(PackError, match=words.replace(".", r"\.")):
        make_pack(year_2026(tmp_path / "k"), tmp_path / "p.zip", info(**more))
    assert not (tmp_path / "p.zip").exists()


@pytest.mark.parametrize("good", ["2026-12-denki", "a", "x" * 64, "2026.12"])
def test_ids_that_may_be(tmp_path: Path, good: str) -> None:
    assert make_pack(year_2026(tmp_path / "k"), tmp_path / "p.zip", info(id=good)).info.id == good


def test_the_info_is_read_from_a_file_beside_the_tables(tmp_path: Path) -> None:
    told = 'id = "2026-12-denki"\ntitle = "電気の係数 2026年度"\nmade_on = 2026-12-25\nvalid_from_fy = 2026\nmin_program = "0.1.0"\n'
    (tmp_path / "pack.toml").write_text(told + 'changes = ["2026年度の電気の係数を足しました"]', "utf-8")
    assert read_info(tmp_path) == info()
    for text in (told, "x", 'id = 1'):
        (tmp_path / "pack.toml").write_text(text, "utf-8")
        with pytest.raises(PackError, match=r"pack\.toml を読み取れません"):
            read_info(tmp_path)
    (tmp_path / "pack.toml").unlink()
    with pytest.raises(PackError, match="読み取れません"):
        read_info(tmp_path)


def test_a_place_that_cannot_be_written_to_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="書き込めません"):
        make_pack(year_2026(tmp_path / "k"), tmp_path / "no such folder" / "p.zip", info())
    (tmp_path / "p.zip").mkdir()
    with pytest.raises(PackError, match="書き込めません"):
        make_pack(tmp_path / "k", tmp_path / "p.zip", info())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["k", "p.zip"]
    assert zipfile.is_zipfile(tmp_path / "p.zip") is False
