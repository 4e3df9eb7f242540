"""One commitment through every version of its plan, merges and splits included."""

from __future__ import annotations

import datetime as dt

import pytest
from planmaking import DREDGE, FERRY, LAMPS, MARKET, PIER, SIGNS, SURVEY, action, due, version

from extract.model import Action, Version
from reconcile.changes import Pairing, changes_between
from reconcile.model import Change, Link, Thread
from reconcile.threads import Threading, slips_of, thread_through

JUNE, JULY, AUGUST = (due(f"{m} 2025", f"2025-0{i}") for i, m in enumerate(["June", "July", "August"], 6))
Pairs = list[tuple[str, ...]]


def link(old: str, new: str, a: str, b: str, relation: str = "same") -> Link:
    return Link(
        f"{old}#{a}->{new}#{b}",
        old,
        new,
        f"{old}#{a}",
        f"{new}#{b}",
        a.split("~")[0],
        b.split("~")[0],
        relation,
        0.9,
        "ref",
        "given in a test",
    )


def threaded(layers: list[Version], *steps: Pairs) -> Threading:
    """Threads through versions whose links are given step by step: ("H1", "H1"), or ("H1", "H2", "merged")."""
    links: list[Link] = []
    changes: list[Change] = []
    for old, new, pairs in zip(layers[:-1], layers[1:], steps, strict=True):
        step = tuple(link(old.version_id, new.version_id, *pair) for pair in pairs)
        links += step
        changes += changes_between(Pairing("plan", old, new, step))
    return thread_through("plan", layers, links, changes)


def named(result: Threading) -> dict[str, Thread]:
    return {t.thread_id.removeprefix("plan/"): t for t in result.threads}


def two(old: list[Action], new: list[Action], pairs: Pairs) -> dict[str, Thread]:
    return named(threaded([version("v1", *old), version("v2", *new)], pairs))


def test_a_thread_keeps_its_first_ref_as_its_name_and_all_refs_in_its_list() -> None:
    threads = two([action("H1", PIER)], [action("K7", PIER)], [("H1", "K7", "renumbered")])
    assert list(threads) == ["H1"]
    assert (threads["H1"].refs, threads["H1"].action_ids) == (("H1", "K7"), ("v1#H1", "v2#K7"))


def test_an_action_without_a_ref_names_its_thread_by_its_first_words() -> None:
    layers = [version("v1", action(None, PIER), action(None, LAMPS))]
    again = [version("v9", action(None, LAMPS), action(None, PIER))]
    assert set(named(threaded(layers))) == set(named(threaded(again)))
    assert len(named(threaded(layers))) == 2


def test_a_merge_into_a_new_ref_ends_both_threads_and_begins_one() -> None:
    old, new = [action("H1", PIER), action("H2", LAMPS)], [action("H3", SURVEY)]
    result = threaded([version("v1", *old), version("v2", *new)], [("H1", "H3", "merged"), ("H2", "H3", "merged")])
    assert {k: t.state for k, t in named(result).items()} == {"H1": "merged", "H2": "merged", "H3": "open"}
    assert [(x.from_thread_id, x.to_thread_id, x.kind) for x in result.links] == [
        ("plan/H1", "plan/H3", "merged"),
        ("plan/H2", "plan/H3", "merged"),
    ]
    assert {x.change_id for x in result.links} == {"merged:v1#H1+v1#H2->v2#H3"}


def test_a_merge_that_keeps_an_old_ref_goes_on_in_that_thread() -> None:
    old = [action("H1", PIER), action("H2", LAMPS)]
    threads = two(old, [action("H1", SURVEY)], [("H1", "H1", "merged"), ("H2", "H1", "merged")])
    assert {k: t.state for k, t in threads.items()} == {"H1": "open", "H2": "merged"}
    assert threads["H1"].action_ids == ("v1#H1", "v2#H1")


def test_a_split_ends_the_thread_unless_a_part_keeps_the_ref() -> None:
    new = [action("H1a", LAMPS), action("H1b", SIGNS)]
    threads = two([action("H1", PIER)], new, [("H1", "H1a", "split"), ("H1", "H1b", "split")])
    assert {k: t.state for k, t in threads.items()} == {"H1": "split", "H1a": "open", "H1b": "open"}
    kept = two(
        [action("H1", PIER)], [action("H1", LAMPS), action("H9", SIGNS)], [("H1", "H1", "split"), ("H1", "H9", "split")]
    )
    assert {k: t.state for k, t in kept.items()} == {"H1": "open", "H9": "open"}


def test_what_is_covered_by_another_is_closed_and_flows_into_it() -> None:
    result = threaded(
        [version("v1", action("H1", PIER)), version("v2", action("H5", SURVEY))], [("H1", "H5", "succeeded")]
    )
    assert named(result)["H1"].state == "closed"
    assert [(x.kind, x.change_id) for x in result.links] == [("succeeded", "closed:v1#H1->v2#H5")]


def test_a_ref_used_again_begins_a_second_thread() -> None:
    threads = two([action("H1", PIER)], [action("H1", MARKET)], [])
    assert {k: t.state for k, t in threads.items()} == {"H1": "vanished", "H1~2": "open"}


def test_what_comes_back_word_for_word_takes_up_its_thread() -> None:
    layers = [version("v1", action("H1", PIER)), version("v2", action("H2", LAMPS)), version("v3", action("H1", PIER))]
    threads = named(threaded(layers, [], []))
    assert threads["H1"].action_ids == ("v1#H1", "v3#H1")
    assert threads["H1"].state == "open"


@pytest.mark.parametrize(
    ("text", "others", "goes_on"),
    [
        (PIER, [], True),
        ("Review the policy.", [], False),  # so few words may be about anything
        (PIER, [PIER], False),  # which of the two came back?
    ],
)
def test_what_comes_back_under_another_ref_takes_up_its_thread_where_its_words_tell(
    text: str, others: list[str], goes_on: bool
) -> None:
    back = [action(f"{n}", said) for n, said in enumerate([text, *others], 1)]
    layers = [version("v1", action("H1", text)), version("v2", action("H2", LAMPS)), version("v3", *back)]
    threads = named(threaded(layers, [], []))
    assert (threads["H1"].action_ids == ("v1#H1", "v3#1")) is goes_on


def test_the_state_of_a_thread_is_its_last_rating() -> None:
    old = [action("H1", PIER, rating="green"), action("H2", LAMPS, rating="blue"), action("H3", FERRY, rating="blue")]
    threads = two(
        old, [action("H1", PIER, rating="blue"), action("H2", LAMPS, rating="amber")], [("H1", "H1"), ("H2", "H2")]
    )
    assert {k: t.state for k, t in threads.items()} == {"H1": "complete", "H2": "open", "H3": "complete"}


def test_slips_are_counted_and_summed_and_going_back_is_none() -> None:
    actions = [version(f"v{i}", action("H1", PIER, m)).actions[0] for i, m in enumerate([JUNE, AUGUST, JULY, AUGUST])]
    slips = slips_of(actions)
    assert [s.change.days for s in slips] == [62, 31]


def test_not_changed_and_nothing_printed_keep_the_date_before() -> None:
    unchanged = due("Not changed", kind="unchanged")
    made = [action("H1", PIER, JUNE), action("H1", PIER, unchanged), action("H1", PIER), action("H1", PIER, JULY)]
    assert [s.change.days for s in slips_of([version(f"v{i}", a).actions[0] for i, a in enumerate(made)])] == [31]


def test_first_and_latest_due_and_the_sum_stand_in_the_thread() -> None:
    layers = [version(f"v{i}", action("H1", PIER, m)) for i, m in enumerate([JUNE, JULY, AUGUST])]
    [thread] = threaded(layers, [("H1", "H1")], [("H1", "H1")]).threads
    assert (thread.first_due, thread.latest_due) == (dt.date(2025, 6, 30), dt.date(2025, 8, 31))
    assert (thread.slips, thread.slip_days) == (2, 62)
    assert (thread.first_version_id, thread.last_version_id) == ("v0", "v2")


def test_a_newer_version_renames_no_older_thread() -> None:
    layers = [
        version("v1", action("H1", PIER), action("H2", LAMPS), action(None, DREDGE)),
        version("v2", action("H1", MARKET), action("H2", LAMPS)),
        version("v3", action("H1", SIGNS), action("H9", LAMPS), action("H2", FERRY)),
    ]
    steps: list[Pairs] = [[("H2", "H2")], [("H2", "H9", "renumbered")]]
    before, after = threaded(layers[:2], *steps[:1]), threaded(layers, *steps)
    assert {k: after.thread_of[k] for k in before.thread_of} == dict(before.thread_of)
    assert {t.thread_id for t in before.threads} < {t.thread_id for t in after.threads}


def test_every_action_has_a_thread_and_every_thread_an_action() -> None:
    layers = [version("v1", action("H1", PIER), action("H1", LAMPS)), version("v2"), version("v3", action(None, PIER))]
    result = threaded(layers, [], [])
    assert set(result.thread_of) == {a.action_id for v in layers for a in v.actions}
    assert {i for t in result.threads for i in t.action_ids} == set(result.thread_of)
