"""The sentence model computed with numpy, tried on a small one with made-up weights; the real one where installed."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

import reconcile.meaning
from extract.errors import WrongUse
from reconcile.meaning import CARRIERS, embed
from reconcile.sentence_model import SentenceModel
from reconcile.word_pieces import MOST, pieces_of

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "repair", "##s", "##ed", "road", "the", ",", "cafe"]
KNOWN = {word: number for number, word in enumerate(WORDS)}
WIDTH, LAYERS = 8, 2


def shapes() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": (MOST, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
    }
    for layer in (f"encoder.layer.{k}" for k in range(LAYERS)):
        square = [f"attention.self.{part}" for part in ("query", "key", "value")] + ["attention.output.dense"]
        products = {
            **dict.fromkeys(square, (WIDTH, WIDTH)),
            "intermediate.dense": (16, WIDTH),
            "output.dense": (WIDTH, 16),
        }
        for name, shape in products.items():
            found |= {f"{layer}.{name}.weight": shape, f"{layer}.{name}.bias": shape[:1]}
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            found |= {f"{layer}.{name}.weight": (WIDTH,), f"{layer}.{name}.bias": (WIDTH,)}
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    chance = np.random.default_rng(7)
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    data = b""
    for name, shape in shapes().items():
        numbers = chance.normal(size=shape).astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + len(numbers)]}
        data += numbers
    head = json.dumps(header).encode()
    (tmp_path / "model.safetensors").write_bytes(len(head).to_bytes(8, "little") + head + data)
    (tmp_path / "config.json").write_text(json.dumps({"num_hidden_layers": LAYERS, "num_attention_heads": 2}))
    (tmp_path / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    return tmp_path


def test_a_word_is_cut_into_the_longest_pieces_known_and_the_rest_is_unknown() -> None:
    text = pieces_of("The repaired road, Café zzz", KNOWN)
    assert [WORDS[n] for n in text] == ["[CLS]", "the", "repair", "##ed", "road", ",", "cafe", "[UNK]", "[SEP]"]


def test_a_long_text_is_cut_to_what_the_model_reads() -> None:
    pieces = pieces_of("road " * 1000, KNOWN)
    assert len(pieces) == MOST
    assert pieces[-1] == KNOWN["[SEP]"]


def test_vectors_have_length_one_and_do_not_depend_on_what_stands_beside_them(folder: Path) -> None:
    model = SentenceModel.read(folder)
    together = model.vectors(["repairs the road", "the road", "road the", ""])
    assert np.linalg.norm(together, axis=1) == pytest.approx(1)
    assert model.vectors(["the road"])[0] == pytest.approx(together[1], abs=1e-5)
    assert np.abs(together[1] - together[2]).max() > 0.01


def test_a_package_without_its_model_is_said_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = importlib.util.spec_from_file_location("carrier", tmp_path / "__init__.py")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: package)
    with pytest.raises(WrongUse, match="cannot be read"):
        embed(["the road"])


@pytest.mark.skipif(
    all(importlib.util.find_spec(package) is None for package, _ in CARRIERS), reason="planthread[semantic] is absent"
)
def test_the_real_model_knows_that_potholes_are_in_roads() -> None:
    a, b, c = reconcile.meaning.embed(["Fix potholes.", "Repair the road surface.", "Answer letters from residents."])
    assert a @ b > 0.5 > 0.4 > a @ c
