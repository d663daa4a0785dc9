"""What the user confirms once is remembered, for next year's file too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.importing import FILES, KNOWLEDGE, TWO_SITES, case_with, keys, lines, look

from sllassist.case.problems import InputProblem
from sllassist.importers import ColumnRule, Mapping, TableRule, apply_mapping, propose, read_source
from sllassist.importers.words import ROLES

CASE = case_with("岡谷工場")
THIS_YEAR = "コード\tごし用量\tガス代（円）\t2024年度の月\n1\t100\t20000\t2024年4月\n1\t90\t18000\t2024年5月\n"
NEXT_YEAR = "コード\tごし用量\tガス代（円）\t2025年度の月\n1\t80\t16000\t2025年4月\n"
ANSWERS = {":ごし用量": "quantity", ":#年度の月": "period", "energy:": "lpg", "unit:lpg": "m3"}

RULES = st.builds(ColumnRule, st.sampled_from(ROLES), st.none() | st.text(max_size=5), st.none() | st.text(max_size=5))
MAPPINGS = st.builds(
    Mapping,
    st.dictionaries(
        st.text(max_size=5),
        st.builds(TableRule, st.dictionaries(st.text(max_size=5), RULES, max_size=3), st.booleans()),
        max_size=3,
    ),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
)


@given(MAPPINGS)
def test_a_mapping_survives_being_stored(mapping: Mapping) -> None:
    again = Mapping.from_json(mapping.to_json())
    # An empty choice is no choice.
    assert {name: set(rule.columns) for name, rule in again.tables.items()} == {
        name: set(rule.columns) for name, rule in mapping.tables.items()
    }
    assert again.answers == mapping.answers
    assert Mapping.from_json(again.to_json()) == again
    assert again.fingerprint == mapping.fingerprint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"version":2,"tables":{},"answers":{}}',
        '{"version":1,"tables":[],"answers":{}}',
        '{"version":1,"tables":{"a":{"columns":{"b":{"role":"boss"}},"use":true}},"answers":{}}',
        "[" * 100_000,
    ],
)
def test_a_damaged_mapping_is_refused(text: str) -> None:
    with pytest.raises(InputProblem) as told:
        Mapping.from_json(text)
    assert told.value.problem.code == "importers.mapping_unreadable"


def test_confirmed_once_next_years_file_needs_no_question() -> None:
    assert [key.split(":")[-1] for key in keys(look(THIS_YEAR, CASE)) if key.startswith("column:")] == [
        "ごし用量",
        "#年度の月",
    ]
    confirmed = look(THIS_YEAR, CASE, ANSWERS)
    assert confirmed.ready
    stored = Mapping.from_json(confirmed.mapping.to_json())
    following = look(NEXT_YEAR, CASE, remembered=[stored])
    assert following.questions == ()
    assert lines(following, CASE) == [("岡谷工場", "lpg", 2025, 4, "80", "m3", "16000")]
    assert following.mapping.fingerprint == stored.fingerprint
    assert look(NEXT_YEAR, CASE).questions  # without it, the question comes again


def test_the_newest_of_several_mappings_counts() -> None:
    old = look(THIS_YEAR, CASE, {**ANSWERS, "unit:lpg": "kg"}).mapping
    new = look(THIS_YEAR, CASE, ANSWERS).mapping
    assert {record.unit for record in look(NEXT_YEAR, CASE, remembered=[old, new]).records} == {"m3"}
    assert {record.unit for record in look(NEXT_YEAR, CASE, remembered=[new, old]).records} == {"kg"}


def test_an_answer_that_names_a_site_of_another_case_is_asked_again() -> None:
    three = case_with("岡谷工場", "長野工場", "塩尻の営業所")
    stored = look(FILES / "sites_across.xlsx", three, {"site:塩尻営業所": "s2"}).mapping
    assert look(FILES / "sites_across.xlsx", three, remembered=[stored]).questions == ()
    other = case_with("岡谷工場")
    assert [question.key for question in look(FILES / "sites_across.xlsx", other, remembered=[stored]).questions] == [
        "site:長野工場",
        "site:塩尻営業所",
    ]


def test_a_year_that_was_asked_for_is_not_remembered() -> None:
    stored = look(FILES / "no_year.csv", CASE, {"year:": "F2023"}).mapping
    assert [key.split(":")[0] for key in keys(look(FILES / "no_year.csv", CASE, remembered=[stored]))] == ["year"]


def test_the_user_may_say_what_any_column_is() -> None:
    source = read_source("年月\t使用量(kWh)\t電気（自社分）\n2024/4\t100\t60\n", "電気")
    proposal = propose(source, KNOWLEDGE, CASE)
    table = proposal.tables[0]
    keys_ = {column.heading: column.key for column in table.columns}
    mapping = proposal.mapping.with_column(table.key, keys_["使用量(kWh)"], ColumnRule("ignore"))
    mapping = mapping.with_column(
        table.fingerprint, keys_["電気（自社分）"], ColumnRule("quantity", "electricity", "千kWh")
    )
    preview = apply_mapping(proposal, mapping)
    assert lines(preview, CASE) == [("岡谷工場", "electricity", 2024, 4, "60", "千kWh", None)]
    assert preview.mapping.tables[table.key].columns[keys_["電気（自社分）"]] == ColumnRule(
        "quantity", "electricity", "千kWh"
    )


def test_a_table_can_be_left_out_and_taken_in_again() -> None:
    proposal = propose(read_source(FILES / "two_tables.xlsx"), KNOWLEDGE, TWO_SITES)
    first, second = proposal.tables
    assert first.fingerprint == second.fingerprint
    assert first.key != second.key
    without = apply_mapping(proposal, proposal.mapping.with_use(second.key, use=False))
    assert {line[0] for line in lines(without)} == {"岡谷工場"}
    assert len(apply_mapping(proposal, without.mapping.with_use(second.key, use=True)).records) == 23
    neither = proposal.mapping.with_use(first.key, use=False).with_use(second.key, use=False)
    assert list(apply_mapping(proposal, neither).records) == []
    assert look(FILES / "two_tables.xlsx", remembered=[neither]).tables == ()
