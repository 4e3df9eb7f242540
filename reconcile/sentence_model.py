"""A small BERT sentence model computed with numpy alone, from the weights a package carries.

The model is the encoder of Devlin et al. (2019) with mean pooling (Reimers and Gurevych, 2019, Sentence-BERT), read
from a folder that holds `config.json`, `vocab.txt` and `model.safetensors`. Its layers are a few matrix products, so
neither PyTorch nor a runtime has to be installed; the vectors are those of sentence-transformers to five digits.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.special import erf

from reconcile.word_pieces import pieces_of

__all__ = ["SentenceModel"]

Array = npt.NDArray[np.float32]
BATCH = 32
"""Texts of about the same length computed at a time: bounds the memory."""


@dataclass(frozen=True)
class SentenceModel:
    """The weights by their names, the vocabulary, and what the configuration says of the layers."""

    weights: dict[str, Array]
    known: dict[str, int]
    layers: int
    heads: int

    @classmethod
    def read(cls, folder: Path) -> SentenceModel:
        """The model in a folder. `OSError` or `KeyError` where a file or what it should hold is missing."""
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        words = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        known = {word: number for number, word in enumerate(words)}
        weights = _tensors((folder / "model.safetensors").read_bytes())
        return cls(weights, known, int(config["num_hidden_layers"]), int(config["num_attention_heads"]))

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """One row of length 1 for each text; equal texts have equal rows whatever stands beside them."""
        numbers = {text: pieces_of(text, self.known) for text in texts}
        ordered = sorted(numbers, key=lambda text: (len(numbers[text]), text))
        rows: dict[str, Array] = {}
        for size in sorted({len(n) for n in numbers.values()}):
            alike = [text for text in ordered if len(numbers[text]) == size]
            for k in range(0, len(alike), BATCH):
                some = alike[k : k + BATCH]
                rows |= zip(some, self._pooled(np.array([numbers[t] for t in some])), strict=True)
        return np.array([rows[text] for text in texts], dtype=np.float64).reshape(len(texts), -1)

    def _pooled(self, numbers: npt.NDArray[np.int64]) -> Array:
        """The mean of each text's contextual vectors, scaled to length 1. All texts have the same number of pieces."""
        w = self.weights
        places = w["embeddings.position_embeddings.weight"][: numbers.shape[1]]
        kinds = w["embeddings.token_type_embeddings.weight"][0]
        state = self._normed("embeddings.LayerNorm", w["embeddings.word_embeddings.weight"][numbers] + places + kinds)
        for layer in range(self.layers):
            state = self._layer(f"encoder.layer.{layer}", state)
        mean = state.mean(axis=1)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), dtype=np.float32)

    def _layer(self, name: str, state: Array) -> Array:
        """Attention, then the two wide products, each added to what went in."""
        seen = self._linear(f"{name}.attention.output.dense", self._attention(f"{name}.attention.self", state))
        state = self._normed(f"{name}.attention.output.LayerNorm", state + seen)
        wide = self._linear(f"{name}.intermediate.dense", state)
        wide = wide * (0.5 * (1 + erf(wide / np.float32(np.sqrt(2)))))
        return self._normed(f"{name}.output.LayerNorm", state + self._linear(f"{name}.output.dense", wide))

    def _attention(self, name: str, state: Array) -> Array:
        """Every piece looks at every other of its text, in several ways (heads) at once."""
        texts, pieces, width = state.shape
        query, key, value = (
            self._linear(f"{name}.{part}", state).reshape(texts, pieces, self.heads, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        closeness = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width / self.heads))
        weight = np.exp(closeness - closeness.max(axis=-1, keepdims=True))
        weight /= weight.sum(axis=-1, keepdims=True)
        return np.asarray((weight @ value).transpose(0, 2, 1, 3).reshape(texts, pieces, width), dtype=np.float32)

    def _linear(self, name: str, state: Array) -> Array:
        """One product for all texts at once: numpy hands only flat tables to the fast routine."""
        flat = state.reshape(-1, state.shape[-1]) @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return np.asarray(flat.reshape(*state.shape[:-1], -1), dtype=np.float32)

    def _normed(self, name: str, state: Array) -> Array:
        middle = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((middle * middle).mean(axis=-1, keepdims=True) + np.float32(1e-12))
        return np.asarray(middle / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"], np.float32)


def _tensors(data: bytes) -> dict[str, Array]:
    """The 32-bit tensors of a safetensors file: eight bytes of length, a JSON header with the offsets, the numbers."""
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    found = {}
    for name, about in header.items():
        if name != "__metadata__" and about["dtype"] == "F32":
            start, end = (8 + size + offset for offset in about["data_offsets"])
            found[name] = np.frombuffer(data[start:end], dtype="<f4").reshape(about["shape"])
    return found
