"""Harder layouts: damage, headers said once, cards, cells that hold several things, words drawn at random."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from drawing import Block, C, Head, Para, Rows
from invented import invented, with_extras
from layouts import Drawn, beside, draws, grid, table

__all__: list[str] = []

WORDS = {
    "ref": ("Ref", "No.", "#", "Action no", "ID", "Item", "Rec. no.", "Action ID", "S/N"),
    "text": (
        "Action",
        "Agreed action",
        "What we will do",
        "Task",
        "Commitment",
        "Improvement activity",
        "Action to be taken",
        "Recommendation",
        "Deliverable",
        "Actions required",
        "Management action",
        "Key activity",
        "Remedial action",
    ),
    "owner": (
        "Lead",
        "Owner",
        "Responsible officer",
        "Who",
        "By whom",
        "Accountable person",
        "Assigned to",
        "Lead officer(s)",
        "SRO",
        "Person responsible",
        "Action holder",
        "Responsibility",
        "Nominated officer",
    ),
    "due": (
        "By when",
        "Deadline",
        "Due date",
        "Target date",
        "Timescale",
        "When",
        "Completion date",
        "Deliver by",
        "Implementation date",
        "Date for completion",
        "Target completion date",
        "End date",
        "Timeframe",
    ),
    "rating": (
        "RAG",
        "Status",
        "BRAG rating",
        "Current status",
        "RAG status",
        "Delivery confidence",
        "RAG (June 2025)",
    ),
    "progress": (
        "Progress",
        "Update",
        "Comments",
        "Latest position",
        "Progress to date",
        "Commentary",
        "Notes",
        "Work undertaken",
        "Where are we now?",
        "Position at June 2025",
        "Officer update",
        "Status update",
    ),
}


@draws
def anything(seed: int) -> Drawn:
    rng = random.Random(seed * 7919)
    actions = invented(
        seed,
        8,
        refs=rng.choice(("1.", "1", "01", "1.1", "A1", "R-03", "HSG/12", "3(a)", "AC24-07", "none")),
        dates=rng.choice(
            ("words", "th", "slash", "short", "month", "mon", "mon '", "end", "by", "us", "dash", "quarter")
        ),
        owners=rng.choice(("role", "initials", "person", "person and role", "team", "cllr")),
        ratings=rng.choice(("word", "letter", "status", "open", "emoji word", "arrow", "and word")),
        long=rng.random() < 0.3,
    )
    others = [("owner", 1.0), ("due", 1.0), ("rating", 0.9), ("progress", 0.8)]
    roles = [role for role, share in others if rng.random() < share]
    rng.shuffle(roles)
    roles.insert(rng.choice((0, 0, 0, min(1, len(roles)))), "text")
    if actions[0].ref:
        roles.insert(0, "ref")
    names = {role: rng.choice(WORDS[role]) for role in roles}
    truth = [
        replace(a, progress=a.progress if "progress" in roles else None, rating=a.rating if "rating" in roles else None)
        for a in actions
    ]
    blocks = [Head(rng.choice(("Action plan", "Improvement plan", "Recovery programme", "Delivery plan")))]
    return Drawn(rng.choice(("txt", "html", "docx", "xlsx")), beside(*blocks, table(truth, **names)), truth)


def _damage(lines: list[str], at: int, counts: Sequence[int], between: Sequence[str] = ("",)) -> list[str]:
    """Cut the row with tabs number `at`, with these lines between its two parts."""
    rows = [n for n, text in enumerate(lines) if "\t" in text]
    cells = [text.split() for text in lines[rows[at]].split("\t")]
    parts = [" ".join(words[:count]) for words, count in zip(cells, counts, strict=False)]
    rest = [" ".join(words[count:]) for words, count in zip(cells, counts, strict=False)]
    return [*lines[: rows[at]], "\t".join(parts), *between, "\t".join(rest), *lines[rows[at] + 1 :]]


@draws
def row_cut_with_a_page_number_between(seed: int) -> Drawn:
    actions = invented(seed, 8, refs="A1", dates="words", long=True)
    rows = table(actions, ref="Ref", text="Action", owner="Lead", due="Date", rating="RAG", progress="Update")
    return Drawn(
        "txt",
        [Head("Homes plan"), rows],
        actions,
        lambda lines: _damage(lines, 4, (9, 8, 9, 9, 9, 2), ("", "Page 3 of 9", "")),
    )


@draws
def row_cut_with_the_header_repeated(seed: int) -> Drawn:
    actions = invented(seed, 8, refs="A1", dates="words", long=True)
    rows = table(actions, ref="Ref", text="Action", owner="Lead", due="Date", rating="RAG", progress="Update")
    header = "Ref\tAction\tLead\tDate\tRAG\tUpdate"
    return Drawn(
        "txt", [Head("Homes plan"), rows], actions, lambda lines: _damage(lines, 4, (9, 8, 9, 9, 9, 2), ("", header))
    )


@draws
def owner_cut_by_the_page(seed: int) -> Drawn:
    actions = [
        replace(a, owners=("Assistant Director for Housing and Estates",)) for a in invented(seed, 8, refs="1.1")
    ]
    rows = table(actions, ref="Ref", text="Action", owner="Lead", due="Date", rating="RAG")
    truth = [replace(a, progress=None) for a in actions]
    return Drawn("txt", [Head("Homes plan"), rows], truth, lambda lines: _damage(lines, 5, (9, 4, 3, 9, 9)))


@draws
def header_said_once_for_all_tables(seed: int) -> Drawn:
    names = ("Safer homes", "Clean streets", "A fair council")
    actions = invented(seed, 9, refs="1.1", sections=names, dates="slash")
    blocks: list[Block] = [Head("Corporate action plan")]
    for name in names:
        whole = table(
            [a for a in actions if a.section == name],
            ref="Ref",
            text="Commitment",
            owner="Lead",
            due="Timescale",
            rating="Status",
            progress="Progress to date",
        )
        blocks += [Head(name, 2), whole if name == names[0] else Rows(whole.rows[1:])]
    return Drawn("docx", blocks, actions)


@draws
def header_said_once_no_refs(seed: int) -> Drawn:
    names = ("Finance", "Premises")
    actions = invented(seed, 8, refs="none", sections=names, owners="person", dates="by", ratings="status")
    blocks: list[Block] = [Head("School action plan")]
    for name in names:
        whole = table(
            [a for a in actions if a.section == name],
            text="What will we do?",
            owner="Who will lead?",
            due="Deadline",
            progress="Comments",
            rating="Status",
        )
        blocks += [Head(name, 2), whole if name == names[0] else Rows(whole.rows[1:])]
    return Drawn("html", blocks, actions)


@draws
def header_words_on_two_lines(seed: int) -> Drawn:
    actions = invented(seed, refs="1.", dates="month")
    rows = table(
        actions,
        ref="Rec\nno.",
        text="Agreed\nmanagement action",
        owner="Responsible\nofficer",
        due="Target\ncompletion\ndate",
        rating="RAG\nrating",
        progress="Progress\nupdate",
    )
    return Drawn("docx", [Head("Audit follow-up"), rows], actions)


@draws
def two_line_header_in_text(seed: int) -> Drawn:
    actions = with_extras(invented(seed, refs="01"), seed, Support=("Finance", "Legal", "HR"))
    top = [C("Ref"), C("Action"), C("Responsibility"), C(), C("Delivery"), C(), C("Progress")]
    under = [C(), C(), C("Lead"), C("Support"), C("Deadline"), C("RAG"), C()]
    rows = [top, under, *grid(actions, ["ref", "text", "owner", "Support", "due", "rating", "progress"])]
    return Drawn("txt", [Head("Change programme action plan"), Rows(rows)], actions)


@draws
def one_card_an_action(seed: int) -> Drawn:
    actions = invented(seed, 5, refs="A1", dates="words")
    blocks: list[Block] = [Head("Action sheets")]
    for a in actions:
        cells = grid([a], ["ref", "text", "owner", "due", "rating", "progress"])[0]
        labels = ("Action ref", "Action", "Lead officer", "Target date", "RAG status", "Progress")
        blocks += [Rows([[C(label), value] for label, value in zip(labels, cells, strict=True)]), Para("")]
    return Drawn("docx", [b for b in blocks if not isinstance(b, Para)], actions)


@draws
def status_with_a_date(seed: int) -> Drawn:
    base = invented(seed, 7, refs="1", dates="month", ratings="word", progress=False)
    base = [replace(a, rating="completed", status="Completed June 2025") if n % 2 else a for n, a in enumerate(base)]
    rows = table(base, ref="Ref", text="Action", owner="Lead", due="Due", rating="Status")
    return Drawn("html", [Head("Action plan"), rows], base)


@draws
def rating_that_was_another(seed: int) -> Drawn:
    base = invented(seed, 7, refs="1", ratings="word")
    shown = [replace(a, status=f"{a.status} (was Green)") for a in base]
    rows = table(shown, ref="Ref", text="Action", owner="Lead", due="Due", rating="RAG", progress="Update")
    return Drawn("docx", [Head("Action plan"), rows], base)
