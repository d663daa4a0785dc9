"""Reading and taking in packs: only whole and unchanged ones, no hostile zip, all or nothing, the newest first."""

import datetime as dt
import io
import json
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from support.packs import change, info, tables, year_2026

from sllassist.knowledge import installed as module
from sllassist.knowledge import load_knowledge
from sllassist.knowledge.installed import install_pack, installed_packs, pack_folders, remove_pack
from sllassist.knowledge.pack_faults import PackError
from sllassist.knowledge.packs import MAX_FILE, MAX_PARTS, Pack, make_pack, preview, read_pack

K = load_knowledge()
FUELS, MANIFEST = "knowledge/fuels.csv", "manifest.json"


_made: dict[str, bytes] = {}
"""Packs made once: what they are called → their bytes."""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A sound pack with a list of electricity for FY2026, beside its tables in `k`."""
    folder, path = year_2026(tmp_path / "k"), tmp_path / "pack.zip"
    if "pack" not in _made:
        make_pack(folder, path, info())
        _made["pack"] = path.read_bytes()
    path.write_bytes(_made["pack"])
    return path


def small(tmp_path: Path, **more: object) -> Path:
    """A sound pack with the fuel table alone."""
    path = tmp_path / "small.zip"
    if str(more) not in _made:
        make_pack(tables(tmp_path / "fuels", "fuels.csv"), path, info(**more))
        _made[str(more)] = path.read_bytes()
    path.write_bytes(_made[str(more)])
    return path


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def refused(path: Path) -> str:
    """Why a file is not read, in one sentence; nothing of it may be left anywhere."""
    around = path.parent / "installed"
    with pytest.raises(PackError) as told:
        install_pack(path, around)
    assert not around.exists() or not list(around.iterdir())
    sentence = str(told.value)
    assert sentence.endswith("。")
    assert "\n" not in sentence
    return sentence


def test_a_pack_read_back_is_the_one_made(pack: Path) -> None:
    found = read_pack(pack)
    assert (found.info, sorted(found.files)) == (info(), ["knowledge/electricity.csv", "knowledge/supplier_tables.csv"])


def edited(part: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def spoil(parts: dict[str, bytes]) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)

    return spoil


def manifest(**more: object) -> Callable[[dict[str, bytes]], None]:
    def spoil(parts: dict[str, bytes]) -> None:
        parts[MANIFEST] = json.dumps({**json.loads(parts[MANIFEST]), **more}).encode()

    return spoil


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (edited(FUELS, b"36.5", b"36.6"), "中身が、作られたあとに変わっています"),
        (lambda parts: parts.pop(FUELS), "中身が、作られたあとに変わっています"),
        (lambda parts: parts.update({"knowledge/gwp.csv": b"x"}), "中身が、作られたあとに変わっています"),
        (lambda parts: parts.pop(MANIFEST), "係数の更新のファイルではありません"),
        (lambda parts: parts.update({MANIFEST: b""}), "壊れています"),
        (lambda parts: parts.update({MANIFEST: b"[]"}), "壊れています"),
        (lambda parts: parts.update({MANIFEST: b"[" * 200_000}), "壊れています"),
        (lambda parts: parts.update({MANIFEST: b"\xff\xfe"}), "壊れています"),
        (manifest(format="else"), "壊れています"),
        (manifest(format_version=2), "壊れています"),
        (manifest(surprise=1), "壊れています"),
        (manifest(made_on="いつか"), "壊れています"),
        (manifest(id="../../x"), "番号「../../x」は使えません"),
        (manifest(min_program="0.1.1"), "より新しい版（0.1.1以上）が必要です"),
        (manifest(min_program="1"), "より新しい版（1以上）が必要です"),
        (manifest(min_program="0.1.0.1"), "より新しい版"),
        (manifest(min_program="新しい版"), "壊れています"),
        (manifest(made_on="2026-11-19"), "いまのプログラムの係数（2026-11-20）より前に作られたもの（2026-11-19）"),
        (lambda parts: parts.update({"../evil.csv": b"x"}), "係数の更新にはないファイル（../evil.csv）"),
        (lambda parts: parts.update({"/etc/passwd": b"x"}), "係数の更新にはないファイル（/etc/passwd）"),
        (lambda parts: parts.update({"C:/x.csv": b"x"}), "係数の更新にはないファイル（C:/x.csv）"),
        (lambda parts: parts.update({"knowledge/../fuels.csv": b"x"}), "係数の更新にはないファイル"),
        (lambda parts: parts.update({"knowledge\\fuels.csv": b"x"}), "係数の更新にはないファイル"),
        (lambda parts: parts.update({"knowledge/fuels.csv/": b""}), "係数の更新にはないファイル"),
        (lambda parts: parts.update({"schemes/other_sll.toml": b"x"}), "係数の更新にはないファイル"),
        (lambda parts: parts.update({f"knowledge/{n}.csv": b"x" for n in range(MAX_PARTS)}), "係数の更新にはないファイル"),
    ],
)
def test_a_pack_that_is_not_as_it_was_made_is_refused(tmp_path: Path, spoil: Callable[[dict[str, bytes]], None], words: str) -> None:
    parts = contents(small(tmp_path))
    spoil(parts)
    assert words in refused(packed(tmp_path / "spoilt.zip", parts))


@pytest.mark.parametrize("version", ["0.1.0", "0", "0.0.9", "0.1"])
def test_a_pack_for_this_or_an_older_program_is_read(tmp_path: Path, version: str) -> None:
    assert read_pack(small(tmp_path, min_program=version)).info.min_program == version


def test_a_pack_of_the_day_of_the_programs_tables_is_read(tmp_path: Path) -> None:
    assert read_pack(small(tmp_path, made_on=dt.date(2026, 11, 20))).info.made_on == dt.date(2026, 11, 20)


def test_a_pack_made_by_hand_with_right_digests_is_checked_like_one_made_here(tmp_path: Path) -> None:
    """The digests alone do not make absurd figures believable."""
    parts = contents(small(tmp_path))
    parts[FUELS] = parts[FUELS].replace(b",36.5,", b",36500,")
    import hashlib

    manifest(files={FUELS: {"sha256": hashlib.sha256(parts[FUELS]).hexdigest()}})(parts)
    sentence = refused(packed(tmp_path / "by_hand.zip", parts))
    assert sentence.startswith("fuels.csvの50行目：「heat_gj」の36500は大きすぎます")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "係数の更新のファイルではありません"), (b"<html></html>", "係数の更新のファイルではありません"), (b"PK", "壊れています"),
        (b"PK\x05\x06" + b"\0" * 18, "係数の更新のファイルではありません"), (b"PK\x03\x04" + b"\0" * 200, "壊れています"),
    ],
)  # fmt: skip
def test_files_that_are_no_packs(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    assert words in refused(tmp_path / "x.zip")


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert "見つかりません" in refused(tmp_path / "x.zip")
    (tmp_path / "folder.zip").mkdir()
    assert "見つかりません" in refused(tmp_path / "folder.zip")


def test_a_truncated_pack_is_refused_wherever_it_ends(pack: Path) -> None:
    data = pack.read_bytes()
    cut = pack.with_name("cut.zip")
    for end in (1, 30, 500, len(data) // 2, len(data) - 30, len(data) - 1):
        cut.write_bytes(data[:end])
        assert refused(cut)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    parts = contents(small(tmp_path))
    parts[FUELS] = b"0" * (MAX_FILE + 1)
    bomb = packed(tmp_path / "bomb.zip", parts)
    assert bomb.stat().st_size < 100_000
    assert "大きすぎます（上限は32MB）" in refused(bomb)


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_promised(tmp_path: Path) -> None:
    parts = contents(small(tmp_path))
    parts[FUELS] = b"0" * (40 * 1024 * 1024)
    data = bytearray(packed(tmp_path / "bomb.zip", parts).read_bytes())
    size = struct.pack("<I", len(parts[FUELS]))
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = struct.pack("<I", 1000)
    (tmp_path / "bomb.zip").write_bytes(data)
    assert refused(tmp_path / "bomb.zip")


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    parts = contents(small(tmp_path))
    twice = tmp_path / "twice.zip"
    with zipfile.ZipFile(packed(twice, parts), "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(FUELS, b"other")
    assert "係数の更新にはないファイル（knowledge/fuels.csv）" in refused(twice)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_plain_compression_is_read(tmp_path: Path, method: int) -> None:
    strange = tmp_path / "strange.zip"
    with zipfile.ZipFile(strange, "w", method) as archive:
        for name, data in contents(small(tmp_path)).items():
            archive.writestr(name, data)
    assert "壊れています" in refused(strange)


def test_an_encrypted_pack_is_refused(tmp_path: Path) -> None:
    data = bytearray(small(tmp_path).read_bytes())
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(head, at + 1)) >= 0:
            data[at + flags] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    assert "壊れています" in refused(tmp_path / "locked.zip")


def read(path: Path) -> Pack | str:
    """The pack, or the sentence that refuses it; any other way to fail fails the test."""
    try:
        return read_pack(path)
    except PackError as told:
        return str(told)


def test_noise_in_a_pack_never_gets_through_and_never_breaks_the_program(tmp_path: Path) -> None:
    """300 packs with bytes changed: each is refused in one sentence, or the change hit bytes that mean nothing."""
    data, chance = small(tmp_path).read_bytes(), random.Random(20261120)
    sound, noisy = read_pack(tmp_path / "small.zip"), tmp_path / "noisy.zip"
    for _ in range(300):
        spoilt = bytearray(data)
        for _ in range(chance.choice([1, 1, 2, 8])):
            # The directory at the end and the first header are the places that steer the reader.
            place = chance.choice([chance.randrange(len(data)), chance.randrange(64), len(data) - 1 - chance.randrange(200)])
            spoilt[place] = chance.randrange(256)
        noisy.write_bytes(spoilt)
        found = read(noisy)
        if isinstance(found, str):
            assert found.endswith("。")
        else:
            assert (found.info, found.files) == (sound.info, sound.files)


# --- taking in ----------------------------------------------------------------------------------------------------------


def test_a_pack_taken_in_serves_from_then_on(pack: Path, tmp_path: Path) -> None:
    place = install_pack(pack, tmp_path / "packs")
    assert place == tmp_path / "packs" / "2026-12-denki"
    assert pack_folders(tmp_path / "packs") == (place,)
    found = load_knowledge(*pack_folders(tmp_path / "packs"))
    assert not found.electricity("A0270", None, 2026).provisional
    assert [edition.id for edition in found.editions] == ["2026-12-denki", "standard-2026-11"]
    assert found.pack_id.startswith("2026-12-denki-standard-2026-11-")
    assert found.pack_id != K.pack_id


def test_taking_it_in_twice_changes_nothing(pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    first = install_pack(pack, folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert install_pack(pack, folder) == first
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_another_pack_of_the_same_number_is_refused(pack: Path, tmp_path: Path) -> None:
    install_pack(pack, tmp_path / "packs")
    with pytest.raises(PackError, match="番号「2026-12-denki」の更新は、違う中身ですでに取り込まれています"):
        install_pack(small(tmp_path), tmp_path / "packs")
    assert (tmp_path / "packs" / "2026-12-denki" / "knowledge" / "electricity.csv").is_file()


def test_a_damaged_one_is_told_not_used_and_replaced_by_taking_it_in_again(pack: Path, tmp_path: Path) -> None:
    place = install_pack(pack, tmp_path / "packs")
    change(place / "knowledge" / "electricity.csv", "A0270,中部電力ミライズ(株),メニューB(残差),0.000405", "A0270,x,y,0.000001")
    (found,) = installed_packs(tmp_path / "packs")
    assert (found.folder, found.usable) == (place, False)
    assert pack_folders(tmp_path / "packs") == ()
    install_pack(pack, tmp_path / "packs")
    assert pack_folders(tmp_path / "packs") == (place,)


@pytest.mark.parametrize("junk", [b"", b"{}", b"[" * 100_000])
def test_folders_that_are_no_packs_are_passed_over(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "packs" / "x").mkdir(parents=True)
    (tmp_path / "packs" / "x" / MANIFEST).write_bytes(junk)
    (tmp_path / "packs" / "note.txt").write_text("x", "utf-8")
    assert [found.usable for found in installed_packs(tmp_path / "packs")] == [False]
    assert pack_folders(tmp_path / "no such folder") == ()


def test_the_newest_pack_serves_first(pack: Path, tmp_path: Path) -> None:
    later = tables(tmp_path / "later", "electricity.csv", "supplier_tables.csv")
    year_2026(later)
    change(later / "electricity.csv", "メニューB(残差),0.000405,0.000401", "メニューB(残差),0.000404,0.000400")
    make_pack(later, tmp_path / "later.zip", info(id="2027-02-denki", made_on=dt.date(2027, 2, 1)))
    for order in ((pack, tmp_path / "later.zip"), (tmp_path / "later.zip", pack)):
        folder = tmp_path / f"packs{order.index(pack)}"
        for path in order:
            install_pack(path, folder)
        assert [place.name for place in pack_folders(folder)] == ["2027-02-denki", "2026-12-denki"]
        factor = load_knowledge(*pack_folders(folder)).electricity("A0270", None, 2026)
        assert factor.co2_basic is not None
        assert str(factor.co2_basic.number) == "0.000404"


def test_a_pack_that_no_longer_fits_the_programs_tables_is_not_used(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after an update of the program whose tables hold more than the pack's."""
    install_pack(pack, tmp_path / "packs")
    assert pack_folders(tmp_path / "packs")
    monkeypatch.setattr(module, "__version__", "0.2.0")
    monkeypatch.setattr(module, "check_files", lambda files, base: ("a fault",))
    assert pack_folders(tmp_path / "packs") == ()


def test_an_older_program_leaves_a_newer_pack_out(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_pack(pack, tmp_path / "packs")
    monkeypatch.setattr(module, "__version__", "0.0.9")
    assert pack_folders(tmp_path / "packs") == ()


def test_tables_are_gone_through_once_per_edition(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_pack(pack, tmp_path / "packs")
    assert pack_folders(tmp_path / "packs")
    monkeypatch.setattr(module, "check_files", lambda files, base: pytest.fail("gone through again"))
    assert pack_folders(tmp_path / "packs")


def test_a_full_disk_leaves_nothing_half_done(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PackError, match="書き込めません。空きと書き込みの許可を確かめてください。前の係数はそのまま"):
        install_pack(pack, tmp_path / "packs")
    assert list((tmp_path / "packs").iterdir()) == []


def test_what_a_killed_process_left_is_swept_away_and_never_used(pack: Path, tmp_path: Path) -> None:
    left = tmp_path / "packs" / "~1a2b3c4d" / "knowledge"
    left.mkdir(parents=True)
    assert installed_packs(tmp_path / "packs") == ()
    install_pack(pack, tmp_path / "packs")
    assert [path.name for path in (tmp_path / "packs").iterdir()] == ["2026-12-denki"]


def test_a_pack_is_taken_out_again(pack: Path, tmp_path: Path) -> None:
    install_pack(pack, tmp_path / "packs")
    for name in ("no-such", "../k", "."):
        remove_pack(tmp_path / "packs", name)
    assert (tmp_path / "k").is_dir()
    remove_pack(tmp_path / "packs", "2026-12-denki")
    assert list((tmp_path / "packs").iterdir()) == []


def test_what_is_taken_in_under_an_old_name_is_read_anew(pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    first = load_knowledge(install_pack(pack, folder))
    edition = first.pack_id
    assert first.electricity("A0337", None, 2026).co2_basic.number == Decimal("0.0004")
    remove_pack(folder, "2026-12-denki")
    change(tmp_path / "k" / "electricity.csv", "2026,retailer,A0337,諏訪瓦斯(株),,0.000400", "2026,retailer,A0337,諏訪瓦斯(株),,0.000399")
    make_pack(tmp_path / "k", tmp_path / "again.zip", info())
    again = load_knowledge(install_pack(tmp_path / "again.zip", folder))
    assert again.electricity("A0337", None, 2026).co2_basic.number == Decimal("0.000399")
    assert again.pack_id != edition


def test_a_preview_is_used_without_taking_the_pack_in(pack: Path, tmp_path: Path) -> None:
    with preview(read_pack(pack), K) as new:
        assert not new.electricity("A0270", None, 2026).provisional
        assert [edition.id for edition in new.editions] == ["standard-2026-11"]
    assert pack_folders(tmp_path / "packs") == ()


def test_a_comment_behind_the_directory_and_a_prefix_do_no_harm(tmp_path: Path) -> None:
    data = small(tmp_path).read_bytes()
    commented = io.BytesIO(data)
    with zipfile.ZipFile(commented, "a") as archive:
        archive.comment = b"note"
    (tmp_path / "c.zip").write_bytes(commented.getvalue())
    assert read_pack(tmp_path / "c.zip").info == info()
    (tmp_path / "c.zip").write_bytes(b"MZ" + data)
    assert "係数の更新のファイルではありません" in refused(tmp_path / "c.zip")
    assert zlib.crc32(data)
