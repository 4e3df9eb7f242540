"""The words of owners: what makes a role, a body of people or a person's name, told by the words alone."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["is_acronym", "is_body", "is_person", "is_role", "opening_person", "role_start"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ROLE_NOUNS = _set(
    """
    manager managers director directors head heads officer officers lead leads leader leaders chair chairs chairman
    chairperson chairwoman secretary secretaries coordinator coordinators co-ordinator co-ordinators administrator
    administrators adviser advisers advisor advisors analyst analysts auditor auditors assistant assistants nurse
    nurses doctor gp gps worker workers practitioner practitioners teacher teachers headteacher headteachers
    councillor councillors cllr cllrs member members deputy president treasurer solicitor solicitors lawyer accountant
    accountants engineer engineers planner planners surveyor inspector inspectors superintendent sergeant commissioner
    commissioners champion champions minister ministers executive executives chief consultant consultants specialist
    specialists supervisor supervisors clerk registrar governor governors trustee trustees ceo cfo cio cdo coo cto dcs
    dass svp vp psychologist psychologists therapist therapists facilitator owner owners guardian guardians principal
    representative representatives apprentice apprentices trainer trainers editor librarian curator ranger sponsor
    actuary actuaries archivist architect chaplain ecologist statistician steward valuer
    dean provost rector vice-chair ombudsman mayor senco sencos bursar caretaker warden matron midwife midwives
    pharmacist
    """
)
_BODY_NOUNS = _set(
    """
    team teams board boards group groups sub-group subgroup committee committees partnership partnerships council
    councils secretariat panel panels department departments directorate directorates service services office offices
    unit units partners partner staff colleagues agency agencies bodies body network networks forum forums taskforce
    force police trust trusts school schools college university cabinet ministry treasury authority authorities
    commission association associations providers provider contractor contractors supplier suppliers trustees everyone
    all ofsted nhs hr members cluster alliance federation consortium executive workforce support society charity
    """
)
_WORK_WORDS = _set(
    """
    care cared child children childrens children's family families adult adults people peoples young person persons
    early help front door home homes housing health social education school schools learning skills leavers leaver
    looked after protection need needs permanence fostering adoption safeguarding quality assurance performance policy
    strategy strategic finance financial legal corporate business support intelligence data digital technology
    information customer communities community place planning highways environment waste leisure culture public
    economy economic growth regeneration transport property assets procurement commissioning commercial inclusion
    equality diversity special send disabilities disability mental wellbeing prevention intervention domestic abuse
    youth justice participation improvement change transformation programme project projects operations operational
    delivery development practice workforce human resources communications engagement risk audit governance democratic
    regulatory compliance all every each local national regional central north south east west area integrated joint
    interim acting senior deputy assistant executive independent reviewing designated named principal service services
    provision plan plans action actions board team group partnership council committee office department the of for
    and to with in on at by new review tbc tba none n/a na various multiple section chapter training partner partners
    placements sufficiency emergency civil contingencies parks countryside libraries museums licensing trading
    standards revenues benefits systems system research insight innovation sustainability climate energy water flood
    road roads street streets park town city county borough district parish rural urban tenant tenants residents
    trees tree open spaces space
    complaints sector january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday green amber red blue grey complete completed ongoing
    """
)
_CONNECTORS = _set("of for and & to the with in on at by or from a an")
_WORD = re.compile(r"[\w’'&/-]+")
_HONORIFICS = (
    r"(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Rev|DCI|DI|Supt|PC)\.?"
)
_NAME_WORD = (
    r"(?:[A-Z][a-zà-ÿ]+(?:[-’'][A-Z]?[a-zà-ÿ]+)*|(?:O|D)[’'][A-Z][a-zà-ÿ]+|Ma?c[A-Z][a-z]+|[A-Z]\.?(?:[A-Z]\.?)?)"
)
_PARTICLE = r"(?:de|van|von|der|den|la|le|al|bin|ap)"
_NAME = re.compile(
    rf"(?:(?P<title>{_HONORIFICS})\s+)?(?P<name>{_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+)*{_NAME_WORD}){{0,3}})"
)
_OPENING = re.compile(
    r"(?:(?:Executive|Deputy|Assistant|Associate|Interim|Acting|Strategic|Corporate|Managing|Service|Joint|Co-|Group|Area|"
    r"Regional|Programme|Statutory|Clinical|Medical|Divisional|Operational|Senior|Chief|Vice|The)\s+)*"
    r"(?:Heads?|Directors?|(?:Vice[- ])?Chair(?:man|woman|person)?s?|Leader|Cabinet Member)\s+(?:of|for|to)\b"
)


def role_start(text: str, at: int) -> bool:
    """Whether an unmistakable role ("Head of …", "Interim Director of …") begins at this place in the text."""
    return _OPENING.match(text, at) is not None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))


@lru_cache(maxsize=8192)  # the same owners stand in many cells, and are asked for from several sides
def is_role(text: str) -> bool:
    """Whether a text names a role: it opens as one, or holds a role noun, with nothing left hanging at its ends."""
    words = _words(text)
    if not words or words[-1] in _CONNECTORS or words[0] in _CONNECTORS:
        return False
    return any(word in _ROLE_NOUNS for word in words) and words not in (
        ["deputy"],
        ["assistant"],
        ["executive"],
        ["chief"],
    )


@lru_cache(maxsize=8192)
def is_body(text: str) -> bool:
    """Whether a text names a body of people: a board, team, council, or partners, staff and the like."""
    words = _words(re.split(r"\b(?:within|of|for|from|across|in)\b", text)[0])
    return bool(words) and words[-1] in _BODY_NOUNS and words[0] not in _CONNECTORS - {"the"} and len(words) <= 6


def is_acronym(text: str) -> bool:
    """Whether a text is initials or an abbreviation (PCT, JB, KTo), of a person or a body: the letters do not tell."""
    return re.fullmatch(r"[A-Z][A-Za-z&]{0,2}[A-Z]{1,4}[a-z]?\.?|[A-Z]{2}\.?|[A-Z][A-Z][a-z]", text.strip()) is not None


@lru_cache(maxsize=8192)
def is_person(text: str) -> bool:
    """Whether a text is a person's name: two or three capitalised words, none of work, or a title and one."""
    match = _NAME.fullmatch(text.strip())
    return match is not None and _is_name(match)


def opening_person(text: str, named: frozenset[str] = frozenset()) -> str | None:
    """The person's name that a text begins with, where a role follows it without a comma ("Jo Moss Head of HR").

    Two capitalised words may as well begin a role ("Strong Start Programme Lead"), so the name must be one of `named`
    (people whom the paper names elsewhere), or the role must open unmistakably.
    """
    words = text.split()
    for count in (4, 3, 2):
        first, rest = " ".join(words[:count]), " ".join(words[count:])
        if len(words) <= count or not is_person(first) or not is_role(rest):
            continue
        if role_start(rest, 0) or (first in named and _opens_role(rest)):
            return first
    return None


def _opens_role(text: str) -> bool:
    """Whether a role's own first word is one of work, so that a name cannot reach into it."""
    first = _words(text)[0]
    return first in _WORK_WORDS or first in _ROLE_NOUNS or is_acronym(text.split()[0])


def _is_name(match: re.Match[str]) -> bool:
    words = [word for word in re.split(r"\s+", match["name"]) if not re.fullmatch(_PARTICLE, word)]
    plain = [word.casefold().replace("’", "'").rstrip(".") for word in words]
    if any(word in _WORK_WORDS or word in _ROLE_NOUNS or word in _BODY_NOUNS for word in plain):
        return False
    if match["title"]:
        return True
    full = [word for word in words if any(c.islower() for c in word)]
    initials = [word for word in words if re.fullmatch(r"[A-Z]\.?(?:[A-Z]\.?)?", word)]
    return len(full) >= 1 and 2 <= len(words) <= 3 and len(full) + len(initials) >= 2
