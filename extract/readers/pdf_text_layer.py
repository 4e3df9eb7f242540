"""The characters of a page through PDFium, in columns.

The text comes in one call; the object that draws a character and its box take a call each, made in bulk; what all
characters of an object share (its style, and its baseline where it is straight) is asked for once.
"""

from __future__ import annotations

import ctypes
from collections import deque
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.readers import pdf_calls as calls
from extract.readers.pdf_chars import Chars, Floats, Marked, Numbers, Style
from extract.readers.pdf_letters import whole
from extract.readers.pdf_page import LEVEL, SLANTED, frame_point, hex_colour, turn_of
from extract.readers.pdf_paths import Frame

__all__ = ["read_chars"]

_INVISIBLE = (3, 7)
_LINE_END_HYPHEN = 2
_HANGING = np.isin(np.arange(128), [ord(letter) for letter in "fkrtvwxyzFKPRTVWXYZ7"])
"""Which of the first characters hang over their width in upright type."""
_CODES = 0x110000
_MOST_OVER = 0.6
"""A letter hangs over no more than this share of its width; what says more counts the width otherwise."""
_BLANKS = (9, 10, 13, 32)
_SAME_PLACE = 1e-3
_SAMPLED = 8
_LONGEST_NAME = 256
_FROM_THE_RIGHT = ((0x0590, 0x08FF), (0x200E, 0x200F), (0x202A, 0x202E), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))
"""Hebrew, Arabic and their like, with their marks of direction."""
_Codes = NDArray[np.uint32]
_Boxes = NDArray[np.float32]
_Affine = tuple[float, float, float, float, float, float]


def read_chars(text: Any, frame: Frame) -> Chars:
    """The characters of a text page, without the spaces and line ends that PDFium adds."""
    handle = calls.address(text)
    codes, order, boxes = _printed(handle, raw.FPDFText_CountChars(text))
    if not len(order):
        return Chars.of()
    asked = order.tolist()
    owner = _owners(handle, asked, codes)
    firsts = np.append(0, np.flatnonzero(owner[1:] != owner[:-1]) + 1)
    styles = _Styles(handle, frame)
    style = styles.places([asked[at] for at in firsts.tolist()], owner[firsts].tolist())
    lengths = np.diff(firsts, append=len(asked))
    turns = np.array([each.turn for each in styles.known])[style]
    left, right, base = _placed(handle, asked, boxes, firsts, lengths, turns, frame)
    _draw_in(left, right, codes, np.repeat(style, lengths), styles)
    letters = np.where(codes == _LINE_END_HYPHEN, ord("-"), np.where(codes < 0x110000, codes, 0)).astype("<u4")
    chars = Chars(
        letters.tobytes().decode("utf-32-le", "surrogatepass"),
        left,
        right,
        base,
        np.repeat(style, lengths),
        styles.known,
    )
    slanted = np.repeat(turns == SLANTED, lengths)
    near = (owner[1:] == owner[:-1]) & ((np.abs(left[1:] - left[:-1]) < _SAME_PLACE) | slanted[1:])
    return _joined(chars, handle, asked, near) if near.any() else chars


def _printed(handle: int, count: int) -> tuple[_Codes, Numbers, _Boxes]:
    """The code of every character that the paper prints, their places in the text page, and their boxes.

    The blanks that PDFium adds have a box without height, as none that is printed has.
    """
    codes = _codes(handle, max(count, 0))
    boxes = np.zeros((len(codes), 4), dtype=np.float32)
    into = range(boxes.ctypes.data, boxes.ctypes.data + boxes.nbytes, 4 * boxes.itemsize)
    deque(map(calls.loose_box, repeat(handle), range(len(codes)), into), maxlen=0)
    flat = np.flatnonzero(boxes[:, 1] == boxes[:, 3])
    order = np.delete(np.arange(len(codes)), flat[np.isin(codes[flat], _BLANKS)])
    return codes[order], order, boxes[order]


def _codes(handle: int, count: int) -> _Codes:
    """One code a character: from the text of the whole page where that has one unit for each."""
    units = np.zeros(count + 1, dtype=np.uint16)
    if count and calls.text_into(handle, 0, count, units.ctypes.data) == count + 1:
        codes = units[:count].astype(np.uint32)
        unsure = (codes == 0) | ((codes >= 0xD800) & (codes < 0xE000)) | (codes >= 0xFFF0)
        for at in np.flatnonzero(unsure).tolist():
            codes[at] = calls.unicode_of_char(handle, at)
        return codes
    return np.fromiter(map(calls.unicode_of_char, repeat(handle), range(count)), np.uint32, count)


def _owners(handle: int, asked: list[int], codes: _Codes) -> NDArray[np.uint64]:
    """The object that draws each character.

    The characters of an object follow each other, so that between two of one object all are its own; only letters
    that are written from the right may be put in another order.
    """
    turned = any(bool(np.any((codes >= first) & (codes <= last))) for first, last in _FROM_THE_RIGHT)
    step = 1 if turned else _SAMPLED
    some = [*range(0, len(asked), step), len(asked)]
    known = np.fromiter(map(calls.object_of_char, repeat(handle), asked[::step]), np.uint64, len(some) - 1)
    owner = np.repeat(known, np.diff(some))
    mixed = np.append(known[1:] != known[:-1], True) if step > 1 else np.zeros(len(known), dtype=np.bool_)
    unsure = np.flatnonzero(np.repeat(mixed, np.diff(some)))
    owner[unsure] = np.fromiter(
        map(calls.object_of_char, repeat(handle), [asked[at] for at in unsure.tolist()]), np.uint64, len(unsure)
    )
    return owner


def _origins(handle: int, asked: list[int]) -> Floats:
    """Where characters stand in page space, a row (x, y) each."""
    found = np.zeros((len(asked), 2))
    start, end = found.ctypes.data, found.ctypes.data + found.nbytes
    both = range(start, end, 16), range(start + 8, end + 8, 16)
    deque(map(calls.origin_of_char, repeat(handle), asked, *both), maxlen=0)
    return found


def _placed(
    handle: int,
    asked: list[int],
    boxes: _Boxes,
    firsts: Numbers,
    lengths: Numbers,
    turns: Numbers,
    frame: Frame,
) -> tuple[Floats, Floats, Floats]:
    """Left and right edge and baseline of every character in its reading frame."""
    one, other, base = (np.zeros(len(asked)) for _ in range(3))
    lasts = firsts + lengths - 1
    ends = _origins(handle, [asked[at] for pair in zip(firsts.tolist(), lasts.tolist(), strict=True) for at in pair])
    x0, y0, x1, y1 = boxes.astype(np.float64).T
    for turn in np.unique(turns).tolist():
        ux, uy, u, vx, vy, v = _reading(frame, turn)
        of_turn = turns == turn
        here = slice(None) if of_turn.all() else np.repeat(of_turn, lengths)
        one[here] = ux * x0[here] + uy * y0[here] + u
        other[here] = ux * x1[here] + uy * y1[here] + u
        at_ends = (vx * ends[:, 0] + vy * ends[:, 1] + v).reshape(-1, 2)
        base[here] = np.repeat(at_ends[:, 0], lengths)[here]
        uneven = of_turn & (at_ends[:, 0] != at_ends[:, 1]) if turn != SLANTED else of_turn[:0]
        for run in np.flatnonzero(uneven).tolist():
            within = slice(int(firsts[run]), int(lasts[run]) + 1)
            x, y = _origins(handle, asked[within]).T
            base[within] = vx * x + vy * y + v
    return np.minimum(one, other), np.maximum(one, other), base


def _draw_in(left: Floats, right: Floats, codes: _Codes, style: Numbers, styles: _Styles) -> None:
    """Let letters that hang over their width ("f", and many in italics) end where it does: spaces count from there."""
    italic = np.array([each.italic for each in styles.known])
    asked = np.flatnonzero(_HANGING[np.minimum(codes, len(_HANGING) - 1)] | italic[style])
    if not len(asked):
        return
    pairs, which = np.unique(style[asked] * _CODES + codes[asked], return_inverse=True)
    widths = np.array([styles.width(*divmod(pair, _CODES)) for pair in pairs.tolist()])[which]
    over = right[asked] - left[asked] - widths
    hanging = (over > 0) & (over < _MOST_OVER * widths)
    right[asked[hanging]] -= over[hanging]


def _reading(frame: Frame, turn: int) -> _Affine:
    """How a point of page space comes to stand in the reading frame of a turn: u = ux·x + uy·y + u₀, v likewise."""
    turn = LEVEL if turn == SLANTED else turn
    u0, v0 = frame_point(turn, *frame.shown(0.0, 0.0))
    u1, v1 = frame_point(turn, *frame.shown(1.0, 0.0))
    u2, v2 = frame_point(turn, *frame.shown(0.0, 1.0))
    return u1 - u0, u2 - u0, u0, v1 - v0, v2 - v0, v0


def _joined(chars: Chars, handle: int, asked: list[int], near: Marked) -> Chars:
    """The letters of a ligature, which share the place and the object, as one character."""
    kept = np.ones(len(asked), dtype=np.bool_)
    for at in (np.flatnonzero(near) + 1).tolist():
        before, here = _origins(handle, asked[at - 1 : at + 1]).tolist()
        kept[at] = before != here
    firsts = np.maximum.accumulate(np.where(kept, np.arange(len(kept)), 0))
    for at in np.flatnonzero(~kept).tolist():
        first = int(firsts[at])
        chars.longer[first] = whole(chars.longer.get(first, chars.text[first]) + chars.text[at])
    return chars.only(kept)


class _Answer(ctypes.Structure):
    """Where PDFium writes what it says of an object: its colour (red, green, blue, alpha) and its text matrix."""

    _fields_ = (("colour", ctypes.c_uint * 4), ("matrix", ctypes.c_float * 4), ("moved", ctypes.c_float * 2))


class _Styles:
    """The styles of a page (`known`), by what PDFium says of the objects that draw its characters."""

    def __init__(self, handle: int, frame: Frame) -> None:
        self.known: list[Style] = []
        self._fonts: list[int] = []
        self._handle = handle
        self._frame = frame
        self._by_answer: dict[tuple[Any, ...], int] = {}
        self._by_look: dict[tuple[Any, ...], int] = {}

    def places(self, asked: list[int], owners: list[int]) -> Numbers:
        """The place in `known` of the style of each object; `asked` is one of its characters."""
        answer = _Answer()
        red = ctypes.addressof(answer)
        green, blue, alpha, matrix = red + 4, red + 8, red + 12, red + _Answer.matrix.offset
        places: list[int] = []
        for at, owner in zip(asked, owners, strict=True):
            if not owner:
                ctypes.memset(red, 0, ctypes.sizeof(answer))
            calls.fill_colour(owner, red, green, blue, alpha)
            calls.matrix_of_char(self._handle, at, matrix)
            key = (
                calls.font_of(owner),
                calls.font_size(self._handle, at),
                calls.render_mode(owner),
                bytes(answer)[: _Answer.moved.offset],
            )
            place = self._by_answer.get(key)
            if place is None:
                place = self._by_answer[key] = self._new(answer, *key[:3])
            places.append(place)
        return np.array(places)

    def width(self, place: int, code: int) -> float:
        """How far a character moves what follows it, in the style at a place of `known`; 0 where the font is silent."""
        width = ctypes.c_float()
        calls.glyph_width(self._fonts[place], code, self.known[place].size, ctypes.addressof(width))
        return width.value

    def _new(self, answer: _Answer, font: int, size: float, mode: int) -> int:
        a, b, c, d = answer.matrix
        colour = tuple(answer.colour)
        key = (
            _font_name(font),
            round(size * (c**2 + d**2) ** 0.5, 2),
            colour,
            turn_of(*self._frame.direction(a, b)),
            mode in _INVISIBLE or colour[3] == 0,
        )
        if key not in self._by_look:
            self._by_look[key] = len(self.known)
            self.known.append(_style(*key))
            self._fonts.append(font)
        return self._by_look[key]


@lru_cache(maxsize=4096)
def _style(name: str, size: float, colour: tuple[int, ...], turn: int, invisible: bool) -> Style:
    font = name.partition("+")[2] or name
    lower = font.lower()
    return Style(
        font=font,
        size=size,
        bold=any(word in lower for word in ("bold", "black", "heavy", "semibold", "demi")),
        italic=any(word in lower for word in ("italic", "oblique")),
        colour=hex_colour((colour[0] / 255, colour[1] / 255, colour[2] / 255)),
        turn=turn,
        invisible=invisible,
    )


def _font_name(font: int) -> str:
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    length = calls.font_name(font, ctypes.addressof(buffer), _LONGEST_NAME)
    if length > _LONGEST_NAME:
        buffer = ctypes.create_string_buffer(length)
        calls.font_name(font, ctypes.addressof(buffer), length)
    return buffer.value.decode("utf-8", "replace")
