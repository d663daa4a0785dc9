"""千葉004 取扱金融機関: the banks of the list, in every spelling, and the ones that only look like them."""

from types import SimpleNamespace
from typing import ClassVar

import pytest
from support.chiba import facts

from sllassist.schemes.base import Facts
from sllassist.schemes.chiba_kankyo.banks import banks, find

ALL = banks(facts())


@pytest.mark.clause("chiba_kankyo", "banks")
@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("地方銀行", 11), ("信用金庫", 14), ("信用組合", 6), ("都市銀行", 5), ("信託銀行", 1),
        ("中小企業専門金融機関", 1), ("信用漁業協同組合連合会", 1),
    ],
)
def test_千葉004_取扱金融機関の数(kind: str, count: int) -> None:
    assert sum(1 for bank in ALL if bank.kind == kind) == count


@pytest.mark.parametrize("bank", ALL, ids=[bank.name for bank in ALL])
def test_正式な名前で見つかる(bank: object) -> None:
    name = next(one.name for one in ALL if one == bank)
    for written in (name, f"株式会社{name}", f"{name}　本店営業部", f"{name}船橋支店"):
        assert [one.name for one in find(written, ALL).banks] == [name]


@pytest.mark.clause("chiba_kankyo", "bank_spellings")
@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("ちばぎん", ["千葉銀行"]), ("ﾁﾊﾞｷﾞﾝ 船橋支店", ["千葉銀行"]), ("千葉興業", ["千葉興業銀行"]),
        ("ちば興銀", ["千葉興業銀行"]),
        ("千葉信金", ["千葉信用金庫"]), ("ちばしん", ["千葉信用金庫"]), ("三菱ＵＦＪ", ["三菱UFJ銀行"]),
        ("MUFG", ["三菱UFJ銀行"]), ("smbc", ["三井住友銀行"]),
        ("商工中金", ["商工組合中央金庫"]), ("埼玉県信用金庫", ["埼玉縣信用金庫"]),
        ("東日本信漁連", ["東日本信用漁業協同組合連合会"]), ("第一勧業信組", ["第一勧業信用組合"]),
        ("千葉", ["千葉銀行", "千葉信用金庫"]), ("三井住友", ["三井住友銀行", "三井住友信託銀行"]),
        ("みずほ", ["みずほ銀行"]), ("りそな", ["りそな銀行"]),
    ],
)  # fmt: skip
def test_ふだんの呼び名で見つかる(written: str, names: list[str]) -> None:
    assert [one.name for one in find(written, ALL).banks] == names


@pytest.mark.parametrize(
    "written",
    [
        "みずほ信託銀行", "みずほ 信託銀行", "三菱UFJ信託銀行", "SMBC信託銀行", "千葉信用組合",
        "千葉県信用組合", "東京信用金庫", "第一勧業銀行", "楽天銀行", "横浜銀行",
        "日本政策金融公庫", "農林中央金庫", "ゆうちょ銀行", "大分銀行",
    ],
)  # fmt: skip
def test_似ていても一覧にない金融機関は一覧にない(written: str) -> None:
    found = find(written, ALL)
    assert (found.banks, found.clear) == ((), True)


@pytest.mark.parametrize("written", ["", "未定", "楽天", "千葉興業船橋", "銀行", "メイン"])
def test_どの金融機関か分からない名前は_ないとは言わない(written: str) -> None:
    found = find(written, ALL)
    assert (found.banks, found.clear) == ((), False)


def test_一覧が差し替わると新しい一覧になる() -> None:
    """The list is made once, but for its own value: another one of a replaced file is never mixed up with it."""
    now = facts()
    other = Facts(now.case, now.ledger, now.knowledge, OneBank(), now.as_of)  # type: ignore[arg-type]
    assert [bank.name for bank in banks(other)] == ["見本銀行"]
    assert banks(now) == ALL


class OneBank:
    """The world's facts with one bank on the list."""

    values: ClassVar[dict[str, list[dict[str, object]]]] = {
        "banks": [{"kind": "地方銀行", "forms": ["銀行"], "names": ["見本"]}], "bank_spellings": [],
    }  # fmt: skip

    def param(self, scheme: str, key: str) -> SimpleNamespace:
        return SimpleNamespace(value=self.values[key])
