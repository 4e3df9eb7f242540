"""How printed text is made comparable, in a time that grows with its length."""

from __future__ import annotations

import unicodedata

import pytest

from extract.wording import compatible, stream_safe


@pytest.mark.parametrize("text", ["Ref. ① – “Plan”", "ﬁne", "e\u0301" * 2_000, "a" + "\u0315\u0300" * 10, "x" * 5_000])
def test_what_people_write_is_normalised_as_unicode_has_it(text: str) -> None:
    assert compatible(text) == unicodedata.normalize("NFKC", text)


def test_a_run_of_marks_is_cut_so_that_sorting_it_takes_no_time() -> None:
    """Twenty million steps for each thousand letters otherwise: a megabyte would take hours."""
    marks = "\u0315\u0300" * 500_000
    safe = stream_safe(f"a{marks}")
    assert safe.replace("\u034f", "") == f"a{marks}"
    assert max(map(len, safe.split("\u034f"))) <= 31
    assert len(compatible(f"a{marks}")) >= 1_000_000
