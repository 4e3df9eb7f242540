"""The pure parts of the PDF reader: rules into grids, and hyphens at line ends."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.readers.pdf_grid import Grid, grid_of
from extract.readers.pdf_page import Rule, hex_colour, turn_of
from extract.readers.pdf_rules import Drawing, drawings, tidy
from extract.readers.pdf_text import LINE_END_HYPHEN, mend_hyphens

SIZES = st.integers(2, 5)


def whole_grid(columns: int, rows: int, skipped: set[int]) -> Grid:
    """A drawn grid of 40-point fields whose inner rules were drawn piece by piece, without the skipped pieces."""
    xs, ys = [50.0 + 40 * at for at in range(columns + 1)], [60.0 + 40 * at for at in range(rows + 1)]
    across = [Rule(y, x, x + 40) for y in ys for x in xs[:-1]]
    down = [Rule(x, y, y + 40) for x in xs for y in ys[:-1]]
    inner = [*(r for r in across if r.at not in (ys[0], ys[-1])), *(r for r in down if r.at not in (xs[0], xs[-1]))]
    gone = {id(rule) for at, rule in enumerate(inner) if at in skipped}
    across, down = [r for r in across if id(r) not in gone], [r for r in down if id(r) not in gone]
    (drawing,) = (each for each in drawings(tidy(across), tidy(down)) if each.across and each.down)
    grid = grid_of(drawing, 1)
    assert grid is not None
    return grid


@given(SIZES, SIZES)
@settings(max_examples=20)
def test_a_full_grid_gives_every_field(columns: int, rows: int) -> None:
    grid = whole_grid(columns, rows, set())
    assert len(grid.fields) == columns * rows
    assert not grid.open_top
    assert not grid.open_bottom


@given(SIZES, SIZES, st.sets(st.integers(0, 40), max_size=6))
@settings(max_examples=40)
def test_whatever_rules_are_missing_the_cells_cover_the_grid_once(columns: int, rows: int, skipped: set[int]) -> None:
    grid = whole_grid(columns, rows, skipped)
    covered = [
        (row, col)
        for cell in grid.fields
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    ]
    assert len(covered) == len(set(covered)) == (len(grid.xs) - 1) * (len(grid.ys) - 1)


def test_rules_that_enclose_nothing_are_no_grid() -> None:
    assert grid_of(Drawing((Rule(100, 50, 200),), (Rule(50, 100, 101),)), 1) is None


def test_parallel_rules_close_together_and_dashes_are_one_rule() -> None:
    assert tidy([Rule(100, 0, 10), Rule(102, 11, 20), Rule(101, 22, 30)]) == [Rule(101, 0, 30)]


@given(st.text(alphabet="abc", min_size=1, max_size=5), st.text(alphabet="abc", min_size=1, max_size=5))
def test_a_split_word_keeps_its_hyphen_unless_the_paper_prints_it_whole(head: str, tail: str) -> None:
    split = f"{head}{LINE_END_HYPHEN}{tail}"
    assert mend_hyphens(split, frozenset()) == f"{head}-{tail}"
    assert mend_hyphens(split, frozenset({head + tail})) == head + tail
    assert mend_hyphens(split, frozenset({head + tail, f"{head}-{tail}"})) == f"{head}-{tail}"


def test_colours_of_every_space_become_one_notation() -> None:
    assert hex_colour((1.0,)) == hex_colour((1, 1, 1)) == hex_colour((0, 0, 0, 0)) == "#FFFFFF"
    assert hex_colour((0, 176 / 255, 80 / 255)) == "#00B050"
    assert hex_colour(None) is None


def test_a_skewed_line_is_level_and_a_watermark_is_not() -> None:
    assert [turn_of(*pair) for pair in ((1, 0.03), (0, 1), (-1, 0), (0, -1), (1, 1))] == [0, 90, 180, 270, -1]
