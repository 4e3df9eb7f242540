"""What a hostile case is: a file made by code, named for its fault, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["CASES", "FAILED", "NOT_WHOLE", "READ", "SAFE", "TABLE", "Case", "case"]

TABLE = (
    ("Ref", "Action", "Lead officer", "Due by", "RAG"),
    (
        "MB1",
        "Agree a single front door for families who ask for early help",
        "Head of Early Help",
        "June 2025",
        "Green",
    ),
    ("MB2", "Review every library lease before it is renewed", "Property Manager", "30 September 2025", "Amber"),
    ("MB3", "Train all duty officers in the new procedure", "Priya Nayar", "December 2025", "Red"),
)
"""The table of a good paper; where a case holds it and is read, its three actions must come out."""

READ = frozenset({"read"})
FAILED = frozenset({"failed"})
NOT_WHOLE = frozenset({"partial", "failed"})
SAFE = frozenset({"read", "partial", "failed"})
"""However it ends, it ends with a message: for damage whose extent is a matter of luck."""


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile file.

    `kind` is its row in docs/trust.md. `ends` are the statuses its paper may have, `says` is in its problem, `actions`
    is how many must be read. `sizes`: how large it is made in the tests and in `benchmarks/hostile.py`; `heavy`: tried
    in the benchmark alone.
    """

    name: str
    kind: str
    make: Callable[..., bytes]
    ends: frozenset[str]
    says: str = ""
    actions: int | None = None
    sizes: tuple[int, int] | None = None
    heavy: bool = False

    def data(self, full: bool = False) -> bytes:
        """The bytes of the file, small or at its full size."""
        return self.make(self.sizes[full]) if self.sizes else self.make()


CASES: dict[str, Case] = {}


def case(
    name: str,
    kind: str,
    ends: frozenset[str],
    says: str = "",
    actions: int | None = None,
    sizes: tuple[int, int] | None = None,
    heavy: bool = False,
) -> Callable[[Callable[..., bytes]], Callable[..., bytes]]:
    """Enter the maker that follows as a case."""

    def enter(make: Callable[..., bytes]) -> Callable[..., bytes]:
        assert name not in CASES, name
        CASES[name] = Case(name, kind, make, ends, says, actions, sizes, heavy)
        return make

    return enter
