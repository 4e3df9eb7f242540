from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.colours import distance, family
from extract.rating_words import fold_rating
from extract.ratings import (
    RatingKey,
    choose_key,
    learn_key,
    learn_key_from_text,
    looks_like_rating,
    usual_key,
)

ACTIONS = [
    ["Colour", "Definition"],
    ["Grey", "Action not started yet, nothing stands in its way"],
    ["Red", "Action not on track, the date will be missed"],
    ["Amber", "Action progressing, some issues but plans in place to recover"],
    ["Green", "Action not yet completed, but on track to be completed in time"],
    ["Blue", "Action completed"],
]
IMPACT = [
    ["Colour", "Definition"],
    ["Red", "No impact on outcomes"],
    ["Green", "Positive impact on most outcomes"],
    ["Blue", "Consistent impact"],
]


def _bare(texts: list[list[str]]) -> list[list[str | None]]:
    return [[None] * len(row) for row in texts]


def _learned(
    texts: list[list[str]], fills: list[list[str | None]] | None = None, caption: str = "Actions"
) -> RatingKey:
    key = learn_key(texts, fills or _bare(texts), caption)
    assert key is not None
    return key


def test_key_table_is_learned_with_its_scale() -> None:
    entries = _learned(ACTIONS).entries()
    assert [entry.code for entry in entries] == ["blue", "green", "grey", "amber", "red"]
    assert [entry.rank for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.code for entry in entries if entry.is_complete] == ["blue"]
    assert entries[0].meaning == "Action completed"


def test_a_definition_that_is_still_to_be_completed_is_not_complete() -> None:
    key = _learned(ACTIONS)
    assert not key.is_complete("green")
    assert key.is_complete("blue")


def test_the_key_for_actions_is_chosen_by_its_caption() -> None:
    actions, impact = _learned(ACTIONS, caption="Actions"), _learned(IMPACT, caption="Impact")
    assert choose_key([impact, actions], ["Green", "Blue"]) is actions
    assert choose_key([], ["Green"]) is None


def test_without_a_caption_the_key_that_explains_the_ratings_is_chosen() -> None:
    letters = learn_key_from_text("R = behind; A = nearly; G = fine")
    words = learn_key([["Status", "Meaning"], ["Open", "To do"], ["Shut", "Over"]], [[None] * 2] * 3, None)
    assert words is None  # "Shut" is no known status
    colours = learn_key([*ACTIONS[:1], ["Red", "Poor"], ["Green", "Good"]], [[None] * 2] * 3, None)
    assert letters is not None
    assert colours is not None
    assert choose_key([letters, colours], ["Red", "Green"]) is colours


def test_an_impact_key_makes_nothing_complete() -> None:
    assert not any(entry.is_complete for entry in _learned(IMPACT, caption="Impact").entries())


def test_a_transposed_key_is_learned() -> None:
    key = _learned([["Red", "Amber", "Green"], ["Behind its date", "Some slippage", "On schedule"]])
    assert {line.code: line.meaning for line in key.lines}["amber"] == "Some slippage"


def test_a_key_of_coloured_cells_alone_is_learned() -> None:
    texts = [["Key", ""], ["", "Complete"], ["", "On track"], ["", "Off track"]]
    key = _learned(texts, [[None, None], ["#0070C0", None], ["#00B050", None], ["#FF0000", None]])
    assert [line.code for line in key.lines] == ["blue", "green", "red"]
    assert key.read(None, "#00AF4F") == ("green", "(fill #00AF4F)", None)
    assert key.read("On track", None)[0] == "green"


def test_letters_mean_what_the_key_says() -> None:
    key = _learned([["Code", "Meaning"], ["N", "Grey: not started"], ["G", "Green: on track"], ["B", "Blue: done"]])
    assert key.read("N", None)[0] == "grey"
    assert key.read("B", None) == ("blue", "B", None)


def test_legend_sentence_is_a_key() -> None:
    key = learn_key_from_text("Key: R = not on track; A = at risk; G = on track; B = complete")
    assert key is not None
    assert key.read("G", None) == ("green", "G", None)
    assert key.read(None, "#00B050")[0] == "green"
    assert key.read("On track", None)[0] == "green"
    assert key.is_complete("blue")
    assert key.compare("red", "green") == 1


def test_a_letter_defined_as_something_else_is_not_the_colour_it_begins() -> None:
    key = learn_key_from_text("Key: G = not started; B = behind schedule; C = complete")
    assert key is not None
    assert [key.read(letter, None)[0] for letter in "GBC"] == ["not started", "behind schedule", "complete"]


def test_a_table_of_letters_and_statuses_is_a_key() -> None:
    rows = [["BRAG", "Meaning"], ["B", "Complete and signed off"], ["R", "Off track, date missed"], ["A", "At risk"],
            ["G", "On track"]]  # fmt: skip
    key = learn_key(rows, [[None] * 2] * 5, None)
    assert key is not None
    assert [key.read(letter, None)[0] for letter in "BRAG"] == ["blue", "red", "amber", "green"]


def test_legend_in_brackets_is_a_key() -> None:
    key = learn_key_from_text("Rated Red (off track), Amber (at risk), Green (on track) or Blue (completed).")
    assert key is not None
    assert [entry.code for entry in key.entries()] == ["blue", "green", "amber", "red"]


@pytest.mark.parametrize(
    "table",
    [
        [["Indicator", "Target", "RAG"], ["Visits", "90%", "Green"], ["Reviews", "80%", "Red"]],
        [["Ref", "Action", "Rating"], ["1", "Publish", "Green"], ["2", "Train", "Red"], ["3", "Hire", "Amber"]],
        [["Date", "Status"], ["May", "Open"], ["June", "Closed"]],
        [["Name", "Role"], ["A Moss", "Chair"]],
    ],
)
def test_a_table_of_another_kind_is_no_key(table: list[list[str]]) -> None:
    assert learn_key(table, _bare(table), None) is None


@pytest.mark.parametrize(
    "text",
    [
        "C = complete, O = on track, R = at risk, D = delayed",
        "Key: C – complete, O – on track, R – at risk, D – delayed",
    ],
)
def test_a_legend_of_a_paper_own_letters_is_a_key(text: str) -> None:
    key = learn_key_from_text(text)
    assert key is not None
    assert [key.read(letter, None)[0] for letter in "CORD"] == ["complete", "on track", "at risk", "delayed"]


def test_letters_that_tell_no_rating_are_no_key() -> None:
    assert learn_key_from_text("Key: HSG = housing, ENV = environment") is None
    assert learn_key_from_text("N = 40, P = 0.05") is None


def test_prose_is_no_legend() -> None:
    assert learn_key_from_text("The plan has three parts: A new model, a refreshed team - and Red House.") is None


@pytest.mark.parametrize(
    ("printed", "fill", "code"),
    [
        ("Green", None, "green"),
        ("G", None, "green"),
        ("RAG: Amber", None, "amber"),
        ("Amber E", None, "amber e"),
        ("Green ▲", None, "green"),
        ("Red/Amber", None, "red/amber"),
        ("On track", None, "on track"),
        ("Completed", None, "completed"),
        ("Green (was Amber)", None, "green"),
        (None, "#00B050", "green"),
        (None, "#92D050", "green"),
        (None, "#C6EFCE", "green"),
        ("", "#FFFF00", "amber"),
        (None, "#808080", "grey"),
    ],
)
def test_rating_is_read_with_the_usual_key(printed: str | None, fill: str | None, code: str) -> None:
    assert usual_key().read(printed, fill)[0] == code


@pytest.mark.parametrize(
    "fill", [None, "#FFFFFF", "#000000", "#D9D9D9", "#F2F2F2", "#BFBFBF", "#DEEAF6", "#E2EFDA", "#FFF2CC"]
)
def test_white_header_grey_and_banding_are_no_rating(fill: str | None) -> None:
    assert usual_key().read(None, fill) == (None, None, None)


@pytest.mark.parametrize(
    "printed",
    [
        "Completed – see item 4",
        "Work is under way with partners",
        "N/A",
        "TBC",
        "12 June 2024",
        "Green light given by Cabinet",
    ],
)
def test_status_prose_is_no_rating(printed: str) -> None:
    assert usual_key().read(printed, "#00B050")[0] is None


def test_a_rating_told_by_its_fill_says_so() -> None:
    assert usual_key().read(None, "#FF0000") == ("red", "(fill #FF0000)", None)


def test_word_wins_over_fill_and_the_mismatch_is_said() -> None:
    code, printed, note = usual_key().read("Green", "#FF0000")
    assert (code, printed) == ("green", "Green")
    assert note == "printed Green on a fill that reads red (#FF0000)"


def test_a_colour_that_the_plans_key_lacks_is_said() -> None:
    assert _learned(IMPACT).read("Amber", None) == ("amber", "Amber", "Amber is not in the plan's key")
    assert _learned(IMPACT).read(None, "#7030A0") == (None, None, "fill #7030A0 is not in the plan's key")


def test_the_keys_own_shade_decides_between_two_greens() -> None:
    texts = [["Colour", "Meaning"], ["Green", "On track"], ["Blue", "Complete"], ["Grey", "Not started"]]
    key = _learned(texts, [[None, None], ["#92D050", None], ["#00B050", None], ["#D9D9D9", None]])
    assert key.read(None, "#00B050")[0] == "blue"
    assert key.read(None, "#91CF4F")[0] == "green"
    assert key.read(None, "#D9D9D9")[0] == "grey"
    assert key.read(None, "#F2F2F2")[0] is None


def test_statuses_that_a_column_repeats_become_ratings() -> None:
    cells = ["Plan agreed", "Plan agreed", "On track", "Seen once", "See 4 above", "See 4 above"]
    key = usual_key().with_words(cells)
    assert key.read("Plan agreed", None)[0] == "plan agreed"
    assert key.read("Seen once", None)[0] is None
    assert key.read("See 4 above", None)[0] is None


def test_better_and_worse_follow_the_scale() -> None:
    key = usual_key()
    assert key.compare("red", "green") == 1
    assert key.compare("blue", "amber") == -1
    assert key.compare("grey", "red") == -1
    assert key.compare("green", "green") == 0
    assert key.compare("green", "mauve") is None


def test_used_codes_join_the_scale() -> None:
    entries = usual_key().entries(["completed", "on hold"])
    assert {entry.code: entry.is_complete for entry in entries}["completed"]
    assert [entry.rank for entry in entries] == list(range(1, len(entries) + 1))


@pytest.mark.parametrize("text", ["Green", "AMBER", "R", "Amber E", "On track", "not started", "Overdue", "Red/Amber"])
def test_a_rating_is_recognised_by_what_it_holds(text: str) -> None:
    assert looks_like_rating(text)


@pytest.mark.parametrize("text", ["", "Greenfield review", "We are on track", "A new plan", "12", "K", "March 2025"])
def test_other_words_are_no_rating(text: str) -> None:
    assert not looks_like_rating(text)


@given(st.text(max_size=30), st.one_of(st.none(), st.from_regex(r"#[0-9A-F]{6}", fullmatch=True)))
@example(".", "#400000")
@example("•", "#00B050")
@example("", "#00B050")
@settings(max_examples=200)
def test_a_rating_is_never_without_what_is_printed(printed: str, fill: str | None) -> None:
    code, shown, _ = _learned(ACTIONS).read(printed, fill)
    assert (code is None) == (shown is None)
    by_word, by_fill = printed.strip(), f"{printed.strip()} (fill {fill})".strip()
    assert shown is None or shown == (by_word if fold_rating(printed) else by_fill)


@given(st.from_regex(r"#[0-9A-F]{6}", fullmatch=True), st.from_regex(r"#[0-9A-F]{6}", fullmatch=True))
@settings(max_examples=100)
def test_colour_distance_is_a_distance(one: str, two: str) -> None:
    assert distance(one, two) == pytest.approx(distance(two, one))
    assert (distance(one, two) == 0) == (one == two)


def test_families_of_the_fills_that_word_processors_offer() -> None:
    named = {"#C00000": "red", "#FFC000": "amber", "#00B050": "green", "#0070C0": "blue", "#7030A0": "purple"}
    assert {fill: family(fill) for fill in named} == named
