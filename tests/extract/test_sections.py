"""The section of an action where the paper marks its headings otherwise than as headings."""

from __future__ import annotations

import pytest
from making import heading, paper, para, piece

from extract.document import Block

HEADER = ["What", "Who", "By when"]
ONE, TWO = (
    ["Write progression maps", "Subject leaders", "June 2025"],
    ["Adopt a spelling scheme", "English lead", "May 2025"],
)


def sections(*blocks: Block) -> list[str]:
    version = paper(*blocks).versions[0]
    paths = {section.section_id: section.path for section in version.sections}
    return [(paths.get(action.section_id or "") or ("",))[-1] for action in version.actions]


def table(*rows: list[str]) -> Block:
    return piece([HEADER, *rows], drawn="markup")


def test_a_numbered_label_above_a_table_is_its_section() -> None:
    assert sections(
        heading("School action plan"),
        para("KEY ISSUE 1: The curriculum is well sequenced"),
        table(ONE),
        para("Lead governor: Mrs Ash"),
        para("Priority 2 – Raise outcomes in writing"),
        table(TWO),
    ) == ["KEY ISSUE 1: The curriculum is well sequenced", "Priority 2 – Raise outcomes in writing"]


def test_the_line_above_each_of_several_tables_of_one_kind_is_their_section() -> None:
    blocks = [heading("Action plan"), para("Curriculum"), table(ONE), para("Writing"), table(TWO)]
    assert sections(*blocks) == ["Curriculum", "Writing"]


@pytest.mark.parametrize(
    "line",
    [
        "Section 3 of the plan sets out the work.",
        "Position at 31 May 2025",
        "The actions below were agreed",
        "Curriculum",
    ],
)
def test_a_line_above_the_one_table_of_a_plan_is_no_section(line: str) -> None:
    assert sections(heading("Action plan"), para(line), table(ONE, TWO)) == ["Action plan", "Action plan"]


def test_the_line_above_a_table_is_the_band_of_the_rows_before_its_first_band() -> None:
    rows = [HEADER, ONE, ["Should do", None, None], TWO]
    blocks = [heading("Action plan"), para("Must do"), piece(rows, drawn="markup", spans={(2, 0): (1, 3)})]
    assert sections(*blocks) == ["Must do", "Should do"]


def test_a_column_of_themes_sorts_the_actions_and_stays_a_column() -> None:
    rows = [
        ["Theme", *HEADER],
        ["Teaching", *ONE],
        ["Teaching", *TWO],
        ["Estate", "Mend the roof", "Clerk", "May 2025"],
    ]
    blocks = [heading("Action plan"), piece(rows, drawn="markup")]
    assert sections(*blocks) == ["Teaching", "Teaching", "Estate"]
    assert [a.fields[0].value for a in paper(*blocks).versions[0].actions] == ["Teaching", "Teaching", "Estate"]


def test_a_column_of_themes_with_another_in_every_row_sorts_nothing() -> None:
    rows = [["Theme", *HEADER], ["Teaching", *ONE], ["Estate", *TWO]]
    assert sections(heading("Action plan"), piece(rows, drawn="markup")) == ["Action plan", "Action plan"]


PARTS = ("Harbour", "Markets", "Footpaths")


def test_a_label_that_comes_again_in_every_part_above_a_paragraph_is_no_section() -> None:
    blocks: list[Block] = []
    for part in PARTS:
        said = para(f"Too few people use the {part.casefold()}, and fewer come back.")
        blocks += [heading(part), heading("What must change"), said, table(ONE, TWO)]
    assert sections(*blocks) == [part for part in PARTS for _ in (ONE, TWO)]


def test_headings_that_come_again_above_tables_are_sections() -> None:
    blocks: list[Block] = []
    for part in PARTS:
        blocks += [heading(part), heading("Short term", 2), table(ONE), heading("Long term", 2), table(TWO)]
    assert sections(*blocks) == ["Short term", "Long term"] * len(PARTS)


def test_a_theme_said_in_the_first_of_its_rows_alone_is_that_of_the_rows_below() -> None:
    rows = [["Theme", *HEADER], ["Curriculum", *ONE], ["", *TWO], ["Writing", *ONE], ["", *TWO]]
    assert sections(piece(rows, drawn="tabs")) == ["Curriculum", "Curriculum", "Writing", "Writing"]
