"""Case files: what other programs find in them, and what a user is told about files that cannot be opened."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sllassist import messages
from sllassist.case.model import Case, EnergyRecord, Firm
from sllassist.store import casefile, casejson
from sllassist.store.places import place
from sllassist.store.problems import StoreProblem

LONG_NAME = "髙﨑𠮷" + "長" * 70 + ".sll"  # 227 bytes of at most 255


def sentence(path: Path) -> str:
    """What a user is told who opens this file."""
    with pytest.raises(StoreProblem) as caught:
        casefile.read_case(path)
    return str(caught.value)


def sll(
    path: Path, case_json: bytes, *, manifest: dict[str, Any] | None = None, more: dict[str, bytes] | None = None
) -> Path:
    """A zip with this case.json and a manifest that fits it, made without the store."""
    parts = {"case.json": case_json, **(more or {})}
    told = {
        "format": "sllassist-case",
        "schema_version": 1,
        "app_version": "0.1.0",
        "saved_at": "2026-11-20T12:00:00+09:00",
        "case_id": "x",
        "title": "",
        "parts": {name: {"sha256": hashlib.sha256(data).hexdigest()} for name, data in parts.items()},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps({**told, **(manifest or {})}))
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("name", ["見本.sll", "見本.json", LONG_NAME])
def test_what_was_written_is_read_again(tmp_path: Path, full_case: Case, name: str) -> None:
    path = tmp_path / name
    casefile.write_case(path, full_case)
    assert casefile.read_case(path) == full_case
    assert casefile.read_case(path).model_dump_json() == full_case.model_dump_json()
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_other_programs_can_read_the_file(tmp_path: Path, full_case: Case) -> None:
    path = tmp_path / "会社.sll"
    told = casefile.write_case(path, full_case, {"検針票.pdf": b"%PDF-1.4"})
    checked = subprocess.run([sys.executable, "-m", "zipfile", "-t", path], capture_output=True, text=True, check=True)
    assert "Done testing" in checked.stdout
    assert hashlib.sha256(path.read_bytes()).hexdigest() == told
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert set(archive.namelist()) == {"manifest.json", "case.json", "attachments/検針票.pdf"}
        for part, promised in manifest["parts"].items():
            assert hashlib.sha256(archive.read(part)).hexdigest() == promised["sha256"]
        case = json.loads(archive.read("case.json"))
    assert manifest["schema_version"] == case["schema_version"] == 3
    assert manifest["title"] == case["firm"]["name"] == "髙﨑𠮷工業㈱"
    assert dt.datetime.fromisoformat(manifest["saved_at"]).tzinfo is not None
    assert case["records"][0]["quantity"] == "12345.60"


def test_attachments_come_back(tmp_path: Path, full_case: Case) -> None:
    path = tmp_path / "a.sll"
    casefile.write_case(path, full_case, {"検針票/4月.pdf": b"\0\1" * 1000})
    assert dict(casefile.load(path).attachments) == {"検針票/4月.pdf": b"\0\1" * 1000}


def test_json_is_recognised_by_content_whatever_the_name(tmp_path: Path, full_case: Case) -> None:
    path = tmp_path / "a.sll"
    path.write_bytes(b"\xef\xbb\xbf\r\n" + full_case.model_dump_json().encode())
    assert casefile.read_case(path) == full_case


TOLD: list[tuple[str, bytes, str]] = [
    ("空", b"", "中身が空です"),
    ("電源断", b"\0" * 4096, "中身が空です"),
    ("文章", "これは違う".encode(), "SLLアシストのファイルではありません"),
    ("旧Excel", bytes.fromhex("d0cf11e0a1b11ae1"), "SLLアシストのファイルではありません"),
    ("zipの頭だけ", b"PK\x03\x04", "壊れています"),
    ("版なし", b'{"firm": {}}', "SLLアシストのファイルではありません"),
    ("空のJSON", b"{}", "SLLアシストのファイルではありません"),
    ("版が文字", b'{"schema_version": "1"}', "SLLアシストのファイルではありません"),
    ("版がtrue", b'{"schema_version": true}', "SLLアシストのファイルではありません"),
    ("版がゼロ", b'{"schema_version": 0}', "SLLアシストのファイルではありません"),
    ("新しい版", b'{"schema_version": 4}', "新しい版のSLLアシスト"),
    ("新しすぎる版", b'{"schema_version": 99999999999999999999}', "新しい版のSLLアシスト"),
    ("途中まで", b'{"schema_version": 1,\n"firm": {"name": "a"', "2行目を読み取れません"),
    ("深い入れ子", b'{"a":' * 100_000, "SLLアシストのファイルではありません"),
    ("二度", b'{"schema_version": 1, "firm": {"name": "a", "name": "b"}}', "項目「name」が二度書かれています"),
    ("NaN", b'{"schema_version": 1, "firm": {"capital_yen": NaN}}', "数字として使えない値（NaN）"),
    ("Infinity", b'{"schema_version": 1, "firm": {"capital_yen": -Infinity}}', "数字として使えない値"),
    ("巨大な指数", b'{"schema_version": 1, "firm": {"capital_yen": 1e999999999999999999999}}', "数字として使えない値"),
    ("巨大な整数", b'{"schema_version": 1, "firm": {"employees": ' + b"9" * 5000 + b"}}", "数字として使えない値"),
    ("大きな指数", b'{"schema_version": 1, "firm": {"capital_yen": 1e400}}', "「資本金」の値「1E+400」は、桁が多すぎます"),
    ("文字列のNaN", b'{"schema_version": 1, "firm": {"capital_yen": "NaN"}}', "数字として読み取れません"),
    ("cp932", '{"schema_version": 1, "firm": {"name": "会社"}}'.encode("cp932"), "文字コードをUTF-8にして"),
    ("数字でない", b'{"schema_version": 1, "plan": {"base_year": "R6"}}', "「計画」の「基準年度」の値「R6」"),
    ("知らない項目", b'{"schema_version": 1, "firm": {"nmae": "a"}}', "「事業者」の「nmae」は、この版にない項目です"),
    ("決まった言葉でない", b'{"schema_version": 1, "sites": [{"kind": "castle"}]}', "「事業所」の1番目の"),
    ("半分の文字", b'{"schema_version": 1, "firm": {"name": "\\ud842"}}', "途中で切れた文字"),
    ("深い値", b'{"schema_version": 1, "firm": {"name": ' + b"[" * 900 + b"]" * 900 + b"}}", "文字になっていません"),
    ("月がない月", b'{"schema_version": 1, "firm": {"closing_month": 13}}', "「決算月」の値「13」は、使える範囲の外です"),
    ("一覧でない", b'{"schema_version": 1, "sites": 3}', "「事業所」の値「3」を読み取れません"),
    ("日付でない", b'{"schema_version": 1, "loan": {"start_date": "R8"}}', "日付（例 2026-04-01）になっていません"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
@pytest.mark.parametrize("packed", [False, True], ids=["as file", "in a zip"])
def test_each_bad_file_is_told_in_one_sentence(tmp_path: Path, content: bytes, said: str, packed: bool) -> None:
    path = tmp_path / "髙﨑.sll"
    if packed and content[:1] == b"{":
        sll(path, content)
    else:
        path.write_bytes(content)
    told = sentence(path)
    assert said in told
    assert told.endswith("。")


def test_the_place_of_a_wrong_record_is_named(tmp_path: Path, full_case: Case) -> None:
    data = json.loads(full_case.model_dump_json())
    data["records"][4]["quantity"] = "たくさん"
    data["records"][7]["fiscal_year"] = 1066
    path = tmp_path / "会社.json"
    path.write_text(json.dumps(data), "utf-8")
    told = sentence(path)
    assert (
        "「会社.json」の「使用量」の5番目の「数量」の値「たくさん」は、数字として読み取れません（ほかに1か所）" in told
    )


def test_missing_files_and_folders(tmp_path: Path) -> None:
    assert "見つかりません" in sentence(tmp_path / "ない.sll")
    assert "見つかりません" in sentence(tmp_path / "ない" / "ない.sll")
    (tmp_path / "フォルダー.sll").mkdir()
    assert "フォルダーです" in sentence(tmp_path / "フォルダー.sll")
    (tmp_path / "a.sll").write_text("x")
    assert "見つかりません" in sentence(tmp_path / "a.sll" / "b.sll")


def test_a_file_without_permission(tmp_path: Path, full_case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.sll"
    casefile.write_case(path, full_case)

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "許可" in sentence(path)


def test_cut_anywhere_it_is_told_and_never_half_read(tmp_path: Path, full_case: Case) -> None:
    whole = tmp_path / "whole.sll"
    casefile.write_case(whole, full_case, {"a.bin": bytes(range(256)) * 8})
    raw = whole.read_bytes()
    cut = tmp_path / "cut.sll"
    for length in range(1, len(raw)):
        cut.write_bytes(raw[:length])
        with pytest.raises(StoreProblem):
            casefile.read_case(cut)


def test_any_flipped_bit_is_noticed_or_harmless(tmp_path: Path, full_case: Case) -> None:
    path = tmp_path / "a.sll"
    casefile.write_case(path, full_case, {"a.bin": b"x" * 50})
    raw = path.read_bytes()
    for position in range(len(raw)):
        changed = bytearray(raw)
        changed[position] ^= 1 << (position % 8)
        try:
            read = casefile.interpret(bytes(changed), "a.sll")
        except StoreProblem:
            continue
        assert read.case == full_case, position
        assert read.attachments == {"a.bin": b"x" * 50}


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail) | st.binary(max_size=200))
def test_rubbish_never_crashes(raw: bytes) -> None:
    with pytest.raises(StoreProblem):
        casefile.interpret(raw, "x")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(Case.model_fields)), JSON)
def test_any_value_in_any_field_is_read_or_told(field: str, value: Any) -> None:
    raw = json.dumps({"schema_version": 1, field: value}).encode()
    try:
        case = casefile.interpret(raw, "x.json").case
    except StoreProblem as problem:
        told = str(problem)
    else:
        told = "。"
        assert casefile.interpret(casejson.encode(case), "y").case == case
    assert told.endswith("。")


def altered(make: Callable[[zipfile.ZipFile], None]) -> Callable[[Path], None]:
    def apply(path: Path) -> None:
        with zipfile.ZipFile(path, "a") as archive:
            make(archive)

    return apply


def without(part: str) -> Callable[[Path], None]:
    def apply(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            kept = {name: archive.read(name) for name in archive.namelist() if name != part}
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in kept.items():
                archive.writestr(name, data)

    return apply


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (altered(lambda archive: archive.writestr("おまけ.txt", b"x")), "中身が変わっています"),
        (altered(lambda archive: archive.writestr("../../etc/passwd", b"x")), "中身が変わっています"),
        (without("case.json"), "壊れています"),
        (without("manifest.json"), "壊れています"),
        (without("attachments/a.txt"), "中身が変わっています"),
    ],
)
def test_parts_that_came_or_went(tmp_path: Path, change: Callable[[Path], None], said: str) -> None:
    path = sll(tmp_path / "a.sll", b'{"schema_version": 1}', more={"attachments/a.txt": b"a"})
    assert casefile.read_case(path).firm == Firm()
    change(path)
    assert said in sentence(path)


def test_a_wrong_checksum_is_told(tmp_path: Path) -> None:
    path = sll(tmp_path / "a.sll", b'{"schema_version": 1}', manifest={"parts": {"case.json": {"sha256": "0" * 64}}})
    assert "中身が変わっています" in sentence(path)


def test_a_newer_file_names_the_version_needed(tmp_path: Path) -> None:
    newer = {"schema_version": 7, "app_version": "3.2.1"}
    told = sentence(sll(tmp_path / "a.sll", b'{"schema_version": 7, "moons": []}', manifest=newer))
    assert told.startswith("このファイルは新しい版のSLLアシスト（3.2.1）で作られています")


@pytest.mark.parametrize("saved_at", ["0001-01-01T00:00:00+09:00", "2026-11-20T12:00:00", "昨日", 3e40])
def test_a_manifest_with_an_impossible_date(tmp_path: Path, saved_at: object) -> None:
    assert "壊れています" in sentence(
        sll(tmp_path / "a.sll", b'{"schema_version": 1}', manifest={"saved_at": saved_at})
    )


def test_a_workbook_is_no_case(tmp_path: Path) -> None:
    path = tmp_path / "a.sll"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
    assert "SLLアシストのファイルではありません" in sentence(path)


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    path = sll(tmp_path / "a.sll", b'{"schema_version": 1}')
    raw = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(mark)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(mark, at + 4)
    path.write_bytes(raw)
    assert "パスワード" in sentence(path)


def bomb(part: str, size: int, claimed: int | None = None) -> bytes:
    """A zip whose `part` unpacks to `size` zeros; its directory claims `claimed`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"{}" if part == "case.json" else b" " * size)
        with archive.open("case.json", "w") as file:
            for _ in range(size // 1_000_000):
                file.write(b" " * 1_000_000)
    raw = bytearray(packed.getvalue())
    if claimed is not None:
        for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            at = raw.rfind(mark)
            raw[at + offset : at + offset + 4] = claimed.to_bytes(4, "little")
    return bytes(raw)


@pytest.mark.parametrize("claimed", [None, 10], ids=["honest", "lying"])
def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, claimed: int | None) -> None:
    path = tmp_path / "bomb.sll"
    path.write_bytes(bomb("case.json", 300_000_000, claimed))
    assert path.stat().st_size < 1_000_000
    limited = (
        "import sys; from pathlib import Path; from sllassist.store import casefile, problems\n"
        "if sys.platform != 'win32': import resource; resource.setrlimit(resource.RLIMIT_AS, (400_000_000,) * 2)\n"
        "try: casefile.read_case(Path(sys.argv[1]))\n"
        "except problems.StoreProblem as told: sys.stdout.buffer.write(str(told).encode())"
    )
    run = subprocess.run([sys.executable, "-c", limited, path], capture_output=True, encoding="utf-8", errors="replace")
    assert run.returncode == 0, run.stderr
    assert "大きすぎ" in run.stdout if claimed is None else "bomb.sll" in run.stdout


def test_a_file_of_too_many_parts(tmp_path: Path) -> None:
    path = sll(tmp_path / "a.sll", b'{"schema_version": 1}', more={f"attachments/{i}": b"" for i in range(1200)})
    assert "大きすぎ" in sentence(path)


def test_a_text_with_half_a_character_is_refused_before_anything_is_written(tmp_path: Path, full_case: Case) -> None:
    path = tmp_path / "a.sll"
    casefile.write_case(path, full_case)
    broken = full_case.model_copy(update={"firm": Firm(name="\ud842")})
    with pytest.raises(StoreProblem, match="途中で切れた文字"):
        casefile.write_case(path, broken)
    assert casefile.read_case(path) == full_case


def test_limits_hold_on_both_sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case()
    size = len(case.model_dump_json().encode())
    monkeypatch.setattr(casejson, "MAX_BYTES", size)
    path = tmp_path / "a.sll"
    casefile.write_case(path, case)
    assert casefile.read_case(path) == case
    monkeypatch.setattr(casejson, "MAX_BYTES", size - 1)
    assert "大きすぎ" in sentence(path)
    with pytest.raises(StoreProblem, match="保存していません"):
        casefile.write_case(path, case)


figures = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=100, deadline=None)
@given(name=texts, quantity=figures, drafts=st.dictionaries(texts, texts, max_size=3))
def test_any_text_and_figure_survives_the_zip(name: str, quantity: Decimal, drafts: dict[str, str]) -> None:
    record = EnergyRecord(supply_id="e", fiscal_year=2024, quantity=quantity, unit="kWh")
    case = Case(firm=Firm(name=name), records=(record,), drafts=drafts)
    raw = casefile.build(case, {}, ".sll", dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    assert casefile.interpret(raw, "a").case.model_dump_json() == case.model_dump_json()


def locations() -> list[tuple[str | int, ...]]:
    """Every field of a Case, as the place of an error in it."""
    found: list[tuple[str | int, ...]] = []
    for name, info in Case.model_fields.items():
        found.append((name,))
        part: Any = info.annotation
        item = (getattr(part, "__args__", None) or (part,))[0]
        index = () if item is part else (0,)
        found += [(name, *index, inner) for inner in getattr(item, "model_fields", {})]
    return found


@pytest.mark.parametrize("location", locations(), ids=str)
def test_every_field_of_a_case_has_japanese_words(location: tuple[str | int, ...]) -> None:
    assert not place(location).strip("「」").split("「")[-1].isascii()


def test_no_sentence_blames_or_apologises() -> None:
    for key in sorted(messages.keys()):
        if key.startswith("store"):
            raw = messages._catalogue()[key]
            assert not [
                word for word in ("不正", "無効", "エラー", "申し訳", "すみません", "ください、") if word in raw
            ], key
