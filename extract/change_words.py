"""The words by which change logs say what was done to an action, and why."""

from __future__ import annotations

import re

__all__ = ["ALONE", "BECAUSE", "NOUN", "VERBS"]

VERBS: dict[str, str] = {
    "closed_replaced": "replaced|superseded",
    "merged": "merged|combined|amalgamated|consolidated",
    "split": "split|divided|separated",
    "removed": "removed|deleted|withdrawn|dropped|discontinued",
    "closed": "closed|signed off",
    "retimed": "extended|postponed|rescheduled|brought forward|put back|deferred",
    "revised": "revised|amended|reworded|changed|updated|modified",
    "added": "added|introduced",
}
"""Participles by the kind of change that they name, as patterns. The first kind that matches decides."""
ALONE = re.compile(
    r"(?:\W*\d+[.)]\s*)?(?:actions? )?(?:"
    r"(?P<closed_replaced>replaced|superseded)|(?P<merged>merged|combined)|(?P<split>split)"
    r"|(?P<removed>removed|deleted|withdrawn|dropped)|(?P<closed>closed|completed and closed)"
    r"|(?P<retimed>retimed|rescheduled|extended|(?:new|revised|changed|amended) (?:dates?|deadlines?|timescales?))"
    r"|(?P<added>new|added|additions?)|(?P<revised>revised|reworded|amended|changed|updated)"
    r")(?: actions?)?\W*(?:\d+\W*)?",
    re.IGNORECASE,
)
"""A heading that is no more than what was done to the actions under it: "Closed", "New (3)"."""
NOUN = r"(?:actions?|recommendations?|milestones?|commitments?|tasks?)"
_WHEN = (
    r"(?:\w+\s+){0,3}(?:last|previous|met|meeting|reported|update|month|year|quarter|january|february|march|april|may|june|"
    r"july|august|september|october|november|december|\d{4})\b"
)
_STATED = (
    r"(?:completed?|implemented|delivered|closed|planned|agreed|reported|requested|required|follows|shown|described|"
    r"set out|part of|well|at|of|from|on track|overdue|red|amber|green|blue)\b"
)
BECAUSE = rf"(?:because|due to|owing to|given that|as(?!\s+(?i:{_STATED}))|(?:since|following)(?!\s+(?i:{_WHEN})))"
"""What leads to a reason, as a pattern: "as it is done", and not "as agreed" or "since the committee last met"."""
