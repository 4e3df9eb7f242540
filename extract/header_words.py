"""The field's vocabulary for column headers: which words name a ref, an action, an owner, a timescale …

Each role has patterns that must match the whole folded header. Order matters: the first role that matches decides, so
that "Revised timescale" is no plain timescale. The words are those that public bodies print, not any one paper's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.header_nouns import Role, by_head_noun
from extract.rating_words import status_word
from extract.wording import first_words, folded

__all__ = ["LONGEST_HEADER", "OUTRIGHT", "Role", "header_role", "speaks_of_other_things", "without_instructions"]

OUTRIGHT = 0.95
"""How surely a header must name its role to do so outright."""
LONGEST_HEADER = 90
"""Characters above which a cell is no header."""


_SHORT = 24
_INSTRUCTS = re.compile(r"(?<=\w)\W*\s(?=[(\[]?(?:please|i\.?e\.?|e\.?g\.?|note that|note:)\s)", re.IGNORECASE)


_NUMBERED = r"(?:action|item|rec|recommendation|plan|objective|task|commitment|milestone|priority|req|requirement)"
_ACTIONS = (
    r"(?:actions?|commitments?|tasks?|recommendations?|milestones?|deliverables?|activit(?:y|ies)|objectives?|measures?"
    r"|improvements?|initiatives?|interventions?|undertakings?|promises?|pledges?)"
)
_PROMISES = r"(?:actions?|commitments?|tasks?|deliverables?|undertakings?|promises?|pledges?)"
"""The statements that are promises in themselves: beside one, a recommendation or an objective is what it is for."""
_KIND_OF_ACTION = r"(?:key|agreed|priority|improvement|specific|proposed|planned|management|smart|required|the)"
_OF_AN_ACTION = r"(?:required|agreed|to be taken|needed|points?|description|title|details?|plan|to take|steps?|planned)"
_WHEN = (
    r"(?:time ?scales?|dead ?lines?|due|due dates?|due by|targets?|target dates?|dates?|completion dates?|time ?frames?"
    r"|time ?lines?|completion|end dates?)"
)
_RAG = r"(?:b?ragg?b?|rayg|brag|rag|rating|status|colour)"

_MARK = r"(?:ref|refs|reference|no|number|nr|id|#)"

_LEXICON: tuple[tuple[Role, float, tuple[str, ...]], ...] = (
    (
        Role.REF,
        1.0,
        (
            rf"(?:(?:{_NUMBERED}|our|unique) )?(?:plan )?(?:{_MARK}|references|numbers|nos|ids|code)(?: {_MARK})?",
            r"(?:s|sr|sl|serial) no|№|sn|serial|seq(?:uence)?",
        ),
    ),
    (Role.REF, 0.95, (r"item",)),
    (
        Role.REF,
        0.7,
        (
            rf"(?!(?:contact|telephone|phone|page|ward|house)\b)(?:[\w/]+ ){{1,3}}{_MARK}(?: {_MARK})?",
            rf"(?:minutes?|agenda|para(?:graph)?|clause|recs?)(?: (?:item|{_MARK}))?",
        ),
    ),
    (Role.REF, 0.5, (r".*\b(?:ref|reference|action number)\b.*",)),
    (
        Role.ACTION,
        0.9,
        (rf"(?:{_KIND_OF_ACTION} )*{_ACTIONS} (?:to be )?agreed .*|proposed (?:management )?(?:actions?|response)",),
    ),
    (
        Role.NEW_ACTION,
        1.0,
        (
            rf"(?:revised|new|amended|replacement|updated|proposed) (?:\w+ )?(?:{_ACTIONS}|wording|text)",
            r"(?:replaced|superseded) (?:by|with)|now|changed to|revised to|will read",
            r"(?:now )?(?:merged|combined|incorporated|split|subsumed) (?:in|into|with)|now (?:part of|covered by)",
        ),
    ),
    (
        Role.OLD_TIMESCALE,
        1.0,
        (
            (
                r"(?:last|previous|previously|original|originally|old|current|former|initial|first|baseline|existing)"
                rf" (?:\w+ ){{0,2}}{_WHEN}"
            ),
        ),
    ),
    (
        Role.NEW_TIMESCALE,
        1.0,
        (rf"(?:revised|new|amended|updated|proposed|extended|latest|forecast|anticipated) (?:\w+ ){{0,2}}{_WHEN}",),
    ),
    (
        Role.COMPLETED,
        1.0,
        (
            r"(?:date )?(?:completed|closed|achieved|delivered) (?:on|date)",
            r"date (?:completed|closed|achieved|delivered)",
            r"actual (?:completion|end|finish|closure)(?: date)?",
        ),
    ),
    (Role.START, 1.0, (r"(?:(?:planned|proposed|actual) )?(?:start|starts|begins?|commencement|from)(?: date| by)?",)),
    (
        Role.TIMESCALE,
        1.0,
        (
            rf"{_WHEN}|by when|when|when by|dates? due|finish(?: dates?| by)?|complete(?:d)? by|complete by",
            r"(?:implementation|delivery|finish|agreed|planned|expected|target)(?: completion)? (?:date|deadline)s?",
            r"when will .*|by what date.*|to be (?:completed|done|delivered) by.*|date for (?:completion|delivery)",
            r"(?:due|target|completion|delivery|implementation|end).{0,20}\bdates?",
            r"(?:expected|planned|estimated) (?:completion|delivery|date).*",
        ),
    ),
    (
        Role.RATING,
        1.0,
        (
            rf"(?:\w+ ){{0,2}}{_RAG}(?: (?:rating|status|score))?s?",
            rf"{_RAG}(?: (?:rating|status))? (?:at|as at|in|on|for|of|this|q\d).{{0,30}}",
            r".{0,30}\bb?rag\b.{0,20}|confidence|on track|state",
            r"(?:completed?|closed|implemented|done|achieved|met)(?: yn)?",
        ),
    ),
    (
        Role.NEXT_STEPS,
        1.0,
        (
            r"(?:planned |proposed |our )?next (?:steps?|actions?).*",
            r"(?:planned|what|what's) next|still to do|steps remaining|next (?:week|month|quarter|period)",
            r"(?:further|future|remaining|outstanding) (?:actions?|steps?|work)(?: required| needed)?",
        ),
    ),
    (
        Role.PROGRESS,
        1.0,
        (
            r"(?:progress|updates?|position|status update|commentary|comments?|narrative)\b.{0,40}",
            r"latest|(?:latest|current|quarterly|monthly) (?:progress|update|position|commentary)s?",
            r"(?:latest |current )?status(?: ?/ ?| and | & )(?:updates?|comments?|commentary|progress)",
            r".{0,25}\b(?:progress|update|position)(?: to date| so far)?|evidence of progress",
            r"achievements?(?: to date)?|(?:this|last|previous) (?:week|month|quarter|period)",
            r"what (?:we have|we've|has been) (?:done|achieved).*|actions? taken(?: to date)?",
        ),
    ),
    (
        Role.OWNER,
        1.0,
        (
            r"(?:\w+ ){0,2}(?:owners?|leads?|officers?|managers?)(?: \(?s\)?)?",
            r"who|by whom?|who by|who's responsible|who is responsible|who will .{0,30}",
            r"responsib(?:le|ility|ilities)(?: \w+){0,3}|(?:leads?|accountable|responsible)(?: \w+){0,3}",
            r"resp\.?|assigned to|assignee|allocated to|owned by|(?:for )?actions? (?:by|with|for|on|falls to)",
            r"accountab(?:le|ility)(?: \w+){0,2}",
            r"(?:to be )?(?:actioned|done|led|delivered) by|.{0,25}\bresponsible (?:officer|party|person)s?",
        ),
    ),
    (Role.OWNER, 0.5, (r"by",)),
    (Role.PROGRESS, 0.5, (r"(?:(?:officers?'?|service|latest) )?(?:responses?|repl(?:y|ies))(?: received| to date)?",)),
    (Role.TIMESCALE, 0.5, (r"term|(?:time )?horizon",)),
    (
        Role.CHANGE,
        1.0,
        (r"(?:type|kind|nature|status) of (?:the )?(?:change|amendment)s?|(?:change|amendment)s?(?: (?:type|made))?",),
    ),
    (
        Role.REASON,
        1.0,
        (r"(?:reasons?|rationale|explanation|justification)(?: for .*)?|why|comments? on (?:the )?change",),
    ),
    (
        Role.OLD_ACTION,
        1.0,
        (
            rf"(?:closed|removed|deleted|previous|original|old|existing|current) (?:{_ACTIONS}|wording)",
            rf"{_ACTIONS} (?:that|which) (?:have|has|had) been .*",
        ),
    ),
    (
        Role.ACTION,
        1.0,
        (
            rf"(?:{_KIND_OF_ACTION} )*{_PROMISES}(?: {_OF_AN_ACTION})*",
            r"what|(?:we )?(?:have )?committed to|we will.*",
            r"(?:what|how) (?:we(?: will|'ll| are going to)|will we|we (?:need|plan) to) (?:do|deliver|achieve it)\b.*",
            r"what (?:will|must|should|needs to) be done|our response",
            r"agreed (?:management )?(?:response|action)s?|actions? ?/ ?.{0,30}",
            r"(?:planned|key|main) (?:activity|activities|steps)",
        ),
    ),
    (Role.ACTION, 0.95, (rf"(?:{_KIND_OF_ACTION} )*{_ACTIONS}(?: {_OF_AN_ACTION})*",)),
    (
        Role.ACTION,
        0.4,
        (
            r"(?:req )?descriptions?|details?|requirements?|text|title|goal|aim|outcome|project|work ?stream|subject",
            r"issue and action|item description|matters?(?: arising)?",
        ),
    ),
)
_LOOSE_LEXICON: tuple[tuple[Role, float, tuple[str, ...]], ...] = (
    (Role.TIMESCALE, 0.9, (r".*\b(?:time ?scale|dead ?line|time ?frame|target date|due date|by when)s?\b.{0,25}",)),
    (Role.ACTION, 0.9, (r"(?:action|task|commitment)s? .{0,40}|.{0,20}\b(?:actions?|commitments?)|how we will .*",)),
)


def _compiled(
    lexicon: tuple[tuple[Role, float, tuple[str, ...]], ...],
) -> tuple[tuple[Role, float, re.Pattern[str]], ...]:
    return tuple((role, said, re.compile("|".join(f"(?:{p})" for p in patterns))) for role, said, patterns in lexicon)


_COMPILED, _LOOSE = _compiled(_LEXICON), _compiled(_LOOSE_LEXICON)
# Columns that action tables have beside those with a role: that they stand for nothing else is known.
_BESIDE = re.compile(
    r"(?:\w+ ){0,2}(?:risk|priority|impact|likelihood|inherent|residual|severity|significance)"
    r"(?: (?:level|rating|score|grade|ragg?|status|category|high|area))?s?(?: \d+)?|risk .{0,30}"
    r"|(?:previous|last|prior|original|former|baseline|starting) (?:\w+ ){0,2}(?:b?rag|rating|status)(?: \w+)?"
    r"|(?:b?rag|rating|status) (?:at |in )?(?:the )?(?:previous|last|prior) \w+"
    r"|(?:measures?|evidence|criteria|indicators?) (?:of|for) (?:success|impact|completion|achievement)"
    r"|(?:success|outcome|performance|impact) (?:criteria|criterion|measures?|indicators?|evidence)"
    r"|(?:expected|intended|desired|strategic) (?:outcomes?|impacts?|benefits?|results?)"
    r"|(?:cabinet|council|executive) response|accepted|decisions?|decision .{0,30}|direction of travel|trend"
    r"|(?:%|percent(?:age)?|per cent) (?:complete|completed|completion|progress|done)|(?:progress|complete(?:d)?) %"
    r"|.{0,30}\b(?:costs?|budget|funding|resources?(?: \w+)?)|themes?|sources?(?: \w+){0,2}|findings?|evidence required"
    r"|(?:mitigat\w+|preventative) (?:actions?|controls?|measures?)(?: \w+)?|(?:existing|current) controls?"
    r"|(?:\w+ )?meetings?(?: held)?|raised|opened|logged|identified|minuted|origin|raised (?:by|at|on)"
    r"|version(?: \w+)?|authors?|report author|names?|e-?mail|telephone|venue|time|wards?"
    r"|dependenc(?:y|ies)|links? (?:to|with) .*"
)
# Headers of tables that are about something else: their presence speaks against an action table.
_ELSEWHERE = re.compile(
    r"\b(?:risks?|likelihood|mitigations?|controls?|kpis?|indicators?|baseline|actuals?|costs?|budgets?|spend|variance|£"
    r"|grade|salary|abbreviations?|acronyms?|expansion|terms?|definitions?|meaning|colour|apologies|attendance|present"
    r"|attendees|agenda|page|votes?|thresholds?|outturn|numerator|probability|score)\b"
)


@lru_cache(maxsize=8192)
def header_role(text: str) -> tuple[Role, float]:
    """The role a header names and how surely: 1.0 outright, 0.9 by its head noun, less where weakly.

    `Role.OTHER` with 0.0 is a header that tells nothing, with 1.0 one that surely names a column without a role.
    """
    words = _plain(without_instructions(text))
    if not words or len(words) > LONGEST_HEADER:
        return Role.OTHER, 0.0
    for reading in (_listed, _without_brackets, _of_its_parts, by_head_noun, _loosely_listed, _glossed, _rejoined):
        role, said = reading(words)
        if said:
            return role, said
    return Role.OTHER, 0.0


def without_instructions(text: str) -> str:
    """The name at the head of a column that goes on to tell authors how to fill it ("Lead Please give one name")."""
    return _INSTRUCTS.split(text, maxsplit=1)[0] if len(text) > _SHORT else text


def _plain(text: str) -> str:
    """The header as it is looked up: "(s)" is a plural, B/R/A/G one word, a question mark says nothing."""
    words = folded(text.replace("_", " ").replace("(s)", "s").replace("?", " "))
    return re.sub(r"(?<=\b\w)\s?/\s?(?=\w\b)", "", re.sub(r"\.(?=\s)", "", words))


def _listed(words: str) -> tuple[Role, float]:
    if _BESIDE.fullmatch(words):
        return Role.OTHER, 1.0
    return _first(_COMPILED, words)


def _loosely_listed(words: str) -> tuple[Role, float]:
    return _first(_LOOSE, words)


def _first(lexicon: Sequence[tuple[Role, float, re.Pattern[str]]], words: str) -> tuple[Role, float]:
    found = ((role, said) for role, said, pattern in lexicon if pattern.fullmatch(words))
    return next(found, (Role.OTHER, 0.0))


def _without_brackets(words: str) -> tuple[Role, float]:
    """ "Status (RAG)" is a status; "By (date)" only its bracket tells."""
    match = re.fullmatch(r"(.*?)\s*[(\[]([^)\]]*)[)\]]?\s*(.*)", words)
    if match is None:
        return Role.OTHER, 0.0
    bare = f"{match[1]} {match[3]}".strip()
    for reading in (_listed, by_head_noun):
        for part in (bare, match[2].strip()):
            role, said = reading(part)
            if said:
                return role, said
    return Role.OTHER, 0.0


def _of_its_parts(words: str) -> tuple[Role, float]:
    """ "Owner / lead", "Progress and evidence": the first part that names a role; "Open / closed" is a status."""
    parts = [part.strip() for part in re.split(r"\s*/\s*|\s+(?:and|&|or)\s+", words) if part.strip()]
    if len(parts) < 2:
        return Role.OTHER, 0.0
    if all(status_word(part) is not None for part in parts):
        return Role.RATING, 1.0
    named = [max(_listed(part), by_head_noun(part), key=lambda found: found[1]) for part in parts]
    told = [(role, said) for role, said in named if role is not Role.OTHER and said]
    if {role for role, _ in told} == {Role.START, Role.TIMESCALE}:
        told = [(role, said) for role, said in told if role is Role.TIMESCALE]  # a cell says "from" where it means it
    sure = len(told) == len(parts) and all(said >= 0.9 for _, said in told)
    return (told[0][0], min(told[0][1], 0.9 if sure else 0.8)) if told else (Role.OTHER, 0.0)


def _rejoined(words: str) -> tuple[Role, float]:
    """ "Recomm endation", "Timescal e": a word that a narrow column broke, made whole where that makes it known."""
    parts = words.split()
    for n in range(len(parts) - 1 if len(parts) <= 5 else 0):
        whole = " ".join([*parts[:n], parts[n] + parts[n + 1], *parts[n + 2 :]])
        role, said = _listed(whole)
        if said >= OUTRIGHT:
            return role, said
    return Role.OTHER, 0.0


def _glossed(words: str) -> tuple[Role, float]:
    """ "Action What we will do": a label with its gloss; the first words decide, a little less surely."""
    for count in (2, 1):
        head = first_words(words, count)
        role, said = _listed(head) if head != words else (Role.OTHER, 0.0)
        if said >= OUTRIGHT and role is not Role.OTHER:
            return role, 0.6
    return Role.OTHER, 0.0


def speaks_of_other_things(text: str) -> bool:
    """Whether a header names what action tables do not hold (risks, costs, definitions …)."""
    return bool(_ELSEWHERE.search(folded(text)))
