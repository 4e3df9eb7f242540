"""The tables of the dataset: every column with its type, meaning and unit, every key.

The one place where the contract stands in code: the order of CSV columns, the Parquet types, the SQLite tables, the
Table Schemas of datapackage.json and what `planthread check` checks are all derived from `TABLES`.
"""

from __future__ import annotations

from publish.columns import Column, ForeignKey, Table

__all__ = ["SCHEMA_VERSION", "TABLES", "table_named"]

SCHEMA_VERSION = "1.0"
"""MAJOR.MINOR; docs/dataset.md says which change raises which."""


def _text(name: str, description: str, *values: str, required: bool = False) -> Column:
    return Column(name, "string", description, required, values)


def _key(name: str, description: str, *values: str) -> Column:
    return Column(name, "string", description, True, values)


def _count(name: str, description: str, required: bool = False, unit: str | None = None) -> Column:
    return Column(name, "integer", description, required, unit=unit)


def _number(name: str, description: str, unit: str | None = None) -> Column:
    return Column(name, "number", description, unit=unit)


def _flag(name: str, description: str) -> Column:
    return Column(name, "boolean", description, True)


def _date(name: str, description: str) -> Column:
    return Column(name, "date", description)


def _list(name: str, description: str) -> Column:
    return Column(name, "list", description)


def _refers(**columns: str) -> tuple[ForeignKey, ...]:
    """Foreign keys from column=table, each to the table's own id."""
    return tuple(ForeignKey(column, table, _ID_OF[table]) for column, table in columns.items())


_ID_OF = {
    "papers": "paper_id",
    "plans": "plan_id",
    "versions": "version_id",
    "sections": "section_id",
    "actions": "action_id",
    "milestones": "milestone_id",
    "declared_changes": "declared_id",
    "changes": "change_id",
    "threads": "thread_id",
}

_EDTF = "EDTF, ISO 8601-2: 2024-09 is a month, not a day"
_PAGE = _count("page", "1-based page of the paper; empty where the format has no pages")
_TABLE = _count("table", "1-based number of the table in the paper")
_ROW = _count("row", "1-based row in that table, as printed")
_BOX = tuple(
    _number(name, f"{side} of the cells on `page`, from the page's top left; empty outside PDF", "pt")
    for name, side in (("x0", "left edge"), ("top", "top edge"), ("x1", "right edge"), ("bottom", "bottom edge"))
)
_VERDICTS = ("agrees", "differs", "cannot be checked")
MILESTONE_KINDS = ("due", "start", "window", "recurring", "ongoing", "done", "scoping", "unchanged", "none")
DECLARED_KINDS = ("added", "removed", "closed", "closed_replaced", "merged", "split", "revised", "retimed")
WHOLE_KINDS = ("added", "completed", "reopened", "closed", "removed", "vanished", "merged", "split", "renumbered")
REF_KINDS = ("ref_reused",)
FIELD_KINDS = ("reworded", "slipped", "brought_forward", "scheduled", "unscheduled", "reowned", "rerated", "moved")
THREAD_STATES = ("open", "complete", "closed", "merged", "split", "removed", "vanished")

TABLES: tuple[Table, ...] = (
    Table(
        "papers",
        "One document that was read: one row per content, however many files hold it.",
        ("paper_id",),
        (
            _key("paper_id", "first 12 hex digits of sha256"),
            _text("file", "path as given, relative to the input folder", required=True),
            _list("also_at", "other paths with the same bytes"),
            _text("twin_of", "paper_id of the same paper in another format; no changes are reported between twins"),
            _flag("ocr", "at least one page was read from its image"),
            _text("sha256", "SHA-256 of the bytes, hex; empty where the file could not be opened"),
            _text("media_type", "IANA media type", required=True),
            _text("role", "what the paper is", "plan", "change_log", "minutes", "report", "other", required=True),
            _text("title", "title as printed"),
            _text("organisation", "organisation that issued it"),
            _text("committee", "committee it went to"),
            _date("meeting_date", "date of the meeting it belongs to"),
            _count("pages", "pages; empty where the format has none"),
            _text("reader", "which reader read it", "pdf", "word", "html", "text", "sheet"),
            _text("status", "how far it could be read", "read", "partial", "failed", required=True),
            _text("problem", "empty, or one line a person can act on"),
        ),
        _refers(twin_of="papers"),
    ),
    Table(
        "plans",
        "A programme of actions that an organisation issues again and again.",
        ("plan_id",),
        (
            _key("plan_id", "a slug of organisation and title"),
            _text("title", "the plan's title", required=True),
            _text("organisation", "organisation that issues it"),
            _text("recognised_by", "what told that its versions belong together", "title", "refs", "words", "settings"),
            _text("reason", "why its versions are taken for one plan"),
        ),
    ),
    Table(
        "ratings",
        "A plan's own rating key, or the usual colours where it prints none.",
        ("plan_id", "code"),
        (
            _key("plan_id", "the plan"),
            _key("code", "lower-case code, as in actions.rating"),
            _text("printed", "the code as printed"),
            _text("meaning", "what the key says it means"),
            _count("rank", "1 is best", required=True),
            _flag("is_complete", "whether an action so rated is complete"),
        ),
        _refers(plan_id="plans"),
    ),
    Table(
        "versions",
        "One issue of a plan, found in one paper. Only kind `issued` counts in headline counts and claims.",
        ("version_id",),
        (
            _key("version_id", "the paper_id; -2, -3 … for further versions in one paper"),
            _text("plan_id", "the plan", required=True),
            _text("paper_id", "the paper", required=True),
            _text(
                "kind",
                "issued; quoted by a change log as old or new; a log applied to an older version",
                *("issued", "quoted-old", "quoted-new", "projected"),
                required=True,
            ),
            _text("title", "title as printed"),
            _text("organisation", "organisation that issued it"),
            _text("as_at", f"date the version states ({_EDTF})"),
            _text("as_at_from", "where that date stands", "printed", "file name", "contents"),
            _date("period_start", "first day of the period the plan covers"),
            _date("period_end", "last day of that period"),
            _count("sequence", "1 is the oldest in the plan; empty for versions that were not issued"),
            _count(
                "position", "its place in the order of what happened, what a change log quotes included; 1 is first"
            ),
            _count("actions", "number of its actions", required=True),
        ),
        _refers(plan_id="plans", paper_id="papers"),
    ),
    Table(
        "sections",
        "A section of a version.",
        ("section_id",),
        (
            _key("section_id", "the section"),
            _text("version_id", "its version", required=True),
            _count("position", "1-based, in reading order", required=True),
            _text("path", "its headings, outermost first, joined by ' > '"),
            _text("lead", "who answers for it, where printed"),
        ),
        _refers(version_id="versions"),
    ),
    Table(
        "actions",
        "One commitment as one version states it: a logical table row, however many pages it covers.",
        ("action_id",),
        (
            _key(
                "action_id", "<version_id>#<ref>, ~2 for a second use of a ref; without a ref <version_id>#@<position>"
            ),
            _text("version_id", "its version", required=True),
            _text("thread_id", "the commitment it is a statement of"),
            _text("section_id", "its section"),
            _count("position", "1-based, in reading order", required=True),
            _text("parent_action_id", "the action it is a part of"),
            _text("ref", "normalised ref; empty where the paper prints none"),
            _text("ref_printed", "ref as printed"),
            _text("ref_repair", "empty, or why ref differs from what is printed"),
            _text("text", "the commitment, as printed"),
            _text("rating", "lower-case code as the plan defines it"),
            _text("rating_printed", "rating as printed"),
            _text("rating_fill", "colour of the rating's cell, #RRGGBB"),
            _text("owners_printed", "the owner cell as printed"),
            _text("progress", "progress as printed"),
            _text("next_steps", "next steps as printed"),
            *(_PAGE, _TABLE, _ROW, *_BOX),
            _text("timescale_printed", "the timescale cell as printed; milestones hold its reading"),
        ),
        _refers(version_id="versions", thread_id="threads", section_id="sections", parent_action_id="actions"),
    ),
    Table(
        "places",
        "Where an action, declared change, claim or finding stands in its paper: every piece of it.",
        ("subject_id", "position"),
        (
            _key("subject_id", "an action_id, declared_id, claim_id or finding_id"),
            _count("position", "1-based, first piece first", required=True),
            _text("paper_id", "the paper"),
            *(_PAGE, _TABLE, _ROW),
            _count("line", "1-based line of a text"),
            *_BOX,
            _text("joined_by", "empty for the first piece; why a later piece belongs to it"),
        ),
        _refers(paper_id="papers"),
    ),
    Table(
        "tables",
        "Every table seen in a paper and what it was used as.",
        ("paper_id", "table"),
        (
            _key("paper_id", "the paper"),
            _count("table", "1-based number of the table in the paper", required=True),
            _PAGE,
            _count("rows", "rows it has", required=True),
            _text(
                "used_as", "what it was used as", "actions", "changes", "totals", "key", "seen and left", required=True
            ),
            _text("reason", "why"),
        ),
        _refers(paper_id="papers"),
    ),
    Table(
        "milestones",
        "One dated, or datable, promise inside an action.",
        ("milestone_id",),
        (
            _key("milestone_id", "<action_id>/<position>"),
            _text("action_id", "its action", required=True),
            _count("position", "1-based, in reading order", required=True),
            _text("label", "what is due"),
            _text("printed", "the timescale as printed"),
            _text("kind", "what kind of promise it is", *MILESTONE_KINDS, required=True),
            _text("start", f"when it starts ({_EDTF})"),
            _text("due", f"when it is due ({_EDTF})"),
            _date("due_by", "the last day that is still in time"),
            _text("rrule", "recurrence, RFC 5545"),
            _text("rating", "lower-case code of its own rating"),
            _text("note", "printed prose that only explains"),
            _text("inferred", "empty, or what was inferred and from what"),
        ),
        _refers(action_id="actions"),
    ),
    Table(
        "action_fields",
        "Columns of an action's row that have no place in actions: nothing printed in a row is dropped.",
        ("action_id", "position"),
        (
            _key("action_id", "its action"),
            _count("position", "1-based position of the column", required=True),
            _text("name", "the column's header as printed"),
            _text("value", "the cell as printed"),
        ),
        _refers(action_id="actions"),
    ),
    Table(
        "owners",
        "One owner of an action, as printed.",
        ("action_id", "position"),
        (
            _key("action_id", "its action"),
            _count("position", "1-based, in reading order", required=True),
            _text("milestone_id", "the milestone it answers for; empty: the whole action"),
            _text("owner", "as printed; a shared role is repeated after each name"),
            _text("person", "the person, where it can be told"),
            _text("role", "the role, where it can be told"),
        ),
        _refers(action_id="actions", milestone_id="milestones"),
    ),
    Table(
        "declared_changes",
        "A change that a change log says was made: one row per entry of the log.",
        ("declared_id",),
        (
            _key("declared_id", "the entry"),
            _text("paper_id", "the change log", required=True),
            _count("position", "1-based, in reading order", required=True),
            _text("kind", "what the log says was done", *DECLARED_KINDS, required=True),
            _list("from_refs", "refs before the change"),
            _list("to_refs", "refs after the change"),
            _text("old_text", "old wording as quoted"),
            _text("new_text", "new wording as quoted"),
            _text("old_timescale", "old timescale as quoted"),
            _text("new_timescale", "new timescale as quoted"),
            _date("old_due", "last day in time before the change"),
            _date("new_due", "last day in time after the change"),
            _count("slip_days", "new_due less old_due; slippage is positive", unit="day"),
            _text("reason", "the reason as printed"),
            _text("verdict", "whether the versions show it", *_VERDICTS, required=True),
            _text("verdict_note", "why"),
            *(_PAGE, _TABLE, _ROW),
        ),
        _refers(paper_id="papers"),
    ),
    Table(
        "links",
        "An accepted link between an action of an older version and one of a newer version.",
        ("link_id",),
        (
            _key("link_id", "the link"),
            _text("old_version_id", "the older version", required=True),
            _text("new_version_id", "the newer version", required=True),
            _text("old_action_id", "the action in the older version", required=True),
            _text("new_action_id", "the action in the newer version", required=True),
            _text("old_ref", "its ref there"),
            _text("new_ref", "its ref there"),
            _text("relation", "what became of it", "same", "renumbered", "merged", "split", "succeeded", required=True),
            _number("score", "0..1, calibrated: of the links scored 0.8 about 80 % are right"),
            _text("decided_by", "the evidence that decided", "ref", "text", "declared", "reviewer", required=True),
            _text("evidence", "one line a person can follow"),
        ),
        _refers(old_version_id="versions", new_version_id="versions", old_action_id="actions", new_action_id="actions"),
    ),
    Table(
        "changes",
        "A change that comparing two versions shows; one row for each field that changed.",
        ("change_id",),
        (
            _key("change_id", "the change"),
            _text("plan_id", "the plan", required=True),
            _text("old_version_id", "the older version", required=True),
            _text("new_version_id", "the newer version", required=True),
            _text("thread_id", "the commitment"),
            _text("kind", "what happened", *WHOLE_KINDS, *REF_KINDS, *FIELD_KINDS, required=True),
            _list("old_refs", "refs in the older version"),
            _list("new_refs", "refs in the newer version"),
            _text("field", "the field that changed; empty for changes of the whole action"),
            _text("old_milestone_id", "the milestone in the older version"),
            _text("new_milestone_id", "the milestone in the newer version"),
            _text("old_value", "value before"),
            _text("new_value", "value after"),
            _count("days", "slippage; positive is later", unit="day"),
            _number("score", "score of the link it rests on, 0..1"),
            _text("declared_id", "the declared change that says so; empty: nobody declared it"),
            _text("explanation", "one line a person can follow"),
            _list("old_action_ids", "the actions in the older version"),
            _list("new_action_ids", "the actions in the newer version"),
        ),
        _refers(
            plan_id="plans",
            old_version_id="versions",
            new_version_id="versions",
            thread_id="threads",
            old_milestone_id="milestones",
            new_milestone_id="milestones",
            declared_id="declared_changes",
        ),
    ),
    Table(
        "threads",
        "One commitment followed through every version.",
        ("thread_id",),
        (
            _key("thread_id", "plan_id/first ref, or a hash of its first words"),
            _text("plan_id", "the plan", required=True),
            _list("refs", "every ref it has carried, oldest first"),
            _text("first_version_id", "the version it first stands in", required=True),
            _text("last_version_id", "the version it last stands in", required=True),
            _date("first_due", "its first due date"),
            _date("latest_due", "its latest due date"),
            _count("slips", "how often it slipped", required=True),
            _count("slip_days", "by how much in all", required=True, unit="day"),
            _text("state", "where it stands", *THREAD_STATES, required=True),
        ),
        _refers(plan_id="plans", first_version_id="versions", last_version_id="versions"),
    ),
    Table(
        "thread_links",
        "How one thread ended in another.",
        ("from_thread_id", "to_thread_id"),
        (
            _key("from_thread_id", "the thread that ended"),
            _key("to_thread_id", "the thread that goes on"),
            _text("kind", "how", "merged", "split", "succeeded", required=True),
            _text("change_id", "the change that shows it"),
        ),
        _refers(from_thread_id="threads", to_thread_id="threads", change_id="changes"),
    ),
    Table(
        "claims",
        "A statement in minutes or a report about a plan as a whole, set against the dataset.",
        ("claim_id",),
        (
            _key("claim_id", "the claim"),
            _text("paper_id", "the paper", required=True),
            _date("meeting_date", "the meeting it was made at"),
            _text("statement", "what is claimed, as printed"),
            _text("subject", "what it is about"),
            _number("value", "the figure claimed"),
            _text("unit", "what the figure is", "percent", "count", required=True),
            _text("version_id", "the version it is about; empty where none is held"),
            _number("dataset_value", "the figure the dataset gives"),
            _text("verdict", "whether the two agree", *_VERDICTS, required=True),
            _text("verdict_note", "why"),
            _PAGE,
            _text("sentence", "the sentence it stands in"),
        ),
        _refers(paper_id="papers", version_id="versions"),
    ),
    Table(
        "findings",
        "Something a person should look at, with its reason and where it stands in the paper.",
        ("finding_id",),
        (
            _key("finding_id", "the finding"),
            _text("code", "what kind of finding it is", required=True),
            _text("severity", "how much it matters", "error", "warning", "note", required=True),
            _text("paper_id", "the paper"),
            _text("version_id", "the version"),
            _text("subject_id", "the action, declared change, claim or thread it is about"),
            _list("refs", "refs it is about"),
            _text("message", "what to look at, and why", required=True),
            _PAGE,
        ),
        _refers(paper_id="papers", version_id="versions"),
    ),
)


def table_named(name: str) -> Table:
    """The table of that name; KeyError where there is none."""
    for table in TABLES:
        if table.name == name:
            return table
    raise KeyError(name)
