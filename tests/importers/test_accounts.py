"""Exports of bookkeeping programs: 水道光熱費 holds several energies, the words beside it tell which."""

from __future__ import annotations

import pytest
from support.importing import KNOWLEDGE, case_with, keys, left, lines, look

from sllassist.flow import imports
from sllassist.importers import read_source
from sllassist.importers.propose import words_for
from sllassist.importers.senses import label

ONE = case_with("本館")
WORDS = words_for(KNOWLEDGE)


def test_the_words_beside_a_collective_account_tell_the_energy() -> None:
    text = (
        "日付,勘定科目,補助科目,摘要,数量,単位,金額\n"
        "2024/4/25,水道光熱費,電気代,中部電力 4月分,8004,kWh,216108\n"
        "2024/4/25,水道光熱費,ガス代,LPガス 4月分,104,m3,62400\n"
        "2024/4/25,水道光熱費,水道代,市水道局,34,m3,9000\n"
    )
    preview = look(text, ONE)
    assert preview.questions == ()
    assert lines(preview, ONE) == [
        ("本館", "electricity", 2024, 4, "8004", "kWh", "216108"),
        ("本館", "lpg", 2024, 4, "104", "m3", "62400"),
    ]
    assert left(preview) == {"water": 1}


def test_one_question_covers_all_months_of_a_label() -> None:
    rows = [f"2024-{month:02}-25,水道光熱費,電気料金 {month}月分 中部電力,800{month},kWh" for month in range(4, 10)]
    text = "伝票日付,勘定科目,摘要,数量,単位\n" + "\n".join(rows)
    assert keys(look(text, ONE)) == ["energy:電気料金 中部電力"]
    preview = look(text, ONE, {"energy:電気料金 中部電力": "electricity"})
    assert [line[3] for line in lines(preview, ONE)] == [4, 5, 6, 7, 8, 9]


def test_a_collective_account_alone_is_asked_about_and_never_lost() -> None:
    text = "日付,勘定科目,数量,単位\n2024/4/25,水道光熱費,8004,kWh\n2024/5/25,水道光熱費,8005,kWh\n"
    preview = look(text, ONE)
    assert [key.split(":")[1] for key in keys(preview)] == ["水道光熱費"]
    assert left(preview) == {}


@pytest.mark.parametrize(
    ("texts", "energies", "skip"),
    [
        (["水道光熱費", "上下水道料"], (), "water"),
        (["水道光熱費(製造)", "電気代"], ("electricity",), ""),
        (["LPガス", "ガス代"], ("lpg",), ""),
        (["給水ポンプ 電気"], ("electricity",), ""),
        (["給水ポンプ"], (), "water"),
        (["電気代", "余剰売電"], ("electricity",), "sold"),
        (["電気", "昼間"], ("electricity", "electricity_day"), ""),
        (["昼間", "電気"], ("electricity", "electricity_day"), ""),
        (["燃料費", "軽油 令和6年4月分"], ("diesel",), ""),
    ],
)
def test_labels_taken_together(texts: list[str], energies: tuple[str, ...], skip: str) -> None:
    head = label(WORDS, texts)
    assert (head.energies, head.skip) == (energies, skip)


@pytest.mark.parametrize("remark", ["軽油 給油", "軽油"])
def test_labels_that_contradict_each_other_are_asked_about(remark: str) -> None:
    text = f"日付,補助科目,摘要,数量,単位\n2024/4/25,灯油代,{remark},100,L\n2024/5/25,電気代,中部電力,100,kWh\n"
    assert keys(look(text, ONE)) == [f"energy:灯油代 {remark}"]


def test_a_file_of_nothing_but_water_says_why_nothing_is_read() -> None:
    source = read_source("日付,摘要,数量,単位\n2024/4/25,水道代,34,m3\n2024/5/25,水道代,35,m3\n")
    found = imports.first_look(source, KNOWLEDGE, ONE)
    assert (found.unanswered(), len(found.preview.records)) == ((), 0)
    assert found.why_nothing() == ("水道はエネルギーではありません", 2)
