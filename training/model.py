"""The network: a BERT encoder with features of the word form at its input, and the heads that read its vectors."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from saidby.mark.attribution.reader.decode import FARTHEST, LABELS, NAME_LABELS
from saidby.mark.attribution.reader.windows import PLACES, SHAPES

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
ROLE_WIDTH, ROLE_HEADS = 128, 4
_DROPPED = 0.1


class Attention(nn.Module):
    """Self-attention; ``mask`` adds to the scores, of shape (batch, 1, 1, length) or None."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.heads = heads

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        q, k, v = (
            part(x).reshape(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        scores = (q * q.shape[-1] ** -0.5) @ k.transpose(2, 3)  # faster on a processor than the fused function
        if mask is not None:
            scores = scores + mask.to(scores.dtype)
        mixed = scores.softmax(dim=-1) @ v
        return self.out(mixed.transpose(1, 2).reshape(batch, length, width))


class Layer(nn.Module):
    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.attention = Attention(width, heads)
        self.norm_attention = nn.LayerNorm(width, eps=1e-12)
        self.widen, self.narrow = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        x = self.norm_attention(x + self._dropped(self.attention(x, mask)))
        return self.norm(x + self._dropped(self.narrow(functional.gelu(self.widen(x)))))

    def _dropped(self, x: Tensor) -> Tensor:
        """Return ``x``, while training without some of its features: the same ones for a whole row, which is quick."""
        if not self.training:
            return x
        kept = torch.empty(x.shape[0], 1, x.shape[2], dtype=x.dtype).bernoulli_(1 - _DROPPED)
        return x * (kept / (1 - _DROPPED))


class Encoder(nn.Module):
    """A vector for each word piece."""

    def __init__(self) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.shape, self.quoted, self.place = (nn.Embedding(n, WIDTH) for n in (SHAPES, 2, PLACES))
        for added in (self.shape, self.quoted, self.place):
            nn.init.zeros_(added.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, INNER) for _ in range(LAYERS))
        self.word.weight.requires_grad_(False)  # half of all weights; what they know is general

    def forward(self, pieces: Tensor, shapes: Tensor, quoted: Tensor, places: Tensor, mask: Tensor | None) -> Tensor:
        x = self.word(pieces) + self.shape(shapes) + self.quoted(quoted) + self.place(places)
        x = self.norm(x + self.position.weight[: pieces.shape[1]])
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Roles(nn.Module):
    """For each cue and each word: how well each label fits. One thin layer of attention per cue, over the words."""

    def __init__(self) -> None:
        super().__init__()
        self.of_word, self.of_cue = nn.Linear(WIDTH, ROLE_WIDTH), nn.Linear(WIDTH, ROLE_WIDTH)
        self.word_side, self.cue_side = nn.Linear(WIDTH, ROLE_WIDTH), nn.Linear(WIDTH, ROLE_WIDTH)
        self.distance = nn.Embedding(2 * FARTHEST + 1, ROLE_WIDTH)
        self.norm = nn.LayerNorm(ROLE_WIDTH)
        self.layers = nn.ModuleList(Layer(ROLE_WIDTH, ROLE_HEADS, 2 * ROLE_WIDTH) for _ in range(2))
        self.label = nn.Linear(ROLE_WIDTH, len(LABELS))

    def forward(self, words: Tensor, owner: Tensor, anchor: Tensor, distances: Tensor, mask: Tensor | None) -> Tensor:
        """Return scores (cues, words, labels).

        ``words`` (windows, words, width): vectors. For each cue: ``owner`` the window and ``anchor`` the word that it
        stands at, ``distances`` (cues, words) how far each word is from it.
        """
        cues = words[owner, anchor]
        x = self.of_word(words)[owner] + self.of_cue(cues)[:, None] + self.distance(distances)
        x = self.norm(x + self.word_side(words)[owner] * self.cue_side(cues)[:, None])
        for layer in self.layers:
            x = layer(x, mask)
        return self.label(x)


class Reader(nn.Module):
    """Everything that is trained."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder, self.roles = Encoder(), Roles()
        self.cue = nn.Sequential(nn.Linear(WIDTH, ROLE_WIDTH), nn.GELU(), nn.Linear(ROLE_WIDTH, 1))
        self.flat, self.names = nn.Linear(WIDTH, len(LABELS)), nn.Linear(WIDTH, len(NAME_LABELS))
        self.steps = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))  # from a label to the next
        self.dropout = nn.Dropout(dropout)


def take_weights(encoder: Encoder, weights: dict[str, Tensor]) -> None:
    """Put the pretrained weights into ``encoder``; its embeddings of the word form stay as they are."""
    with torch.no_grad():
        encoder.word.weight.copy_(weights["embeddings.word_embeddings.weight"])
        kinds = weights["embeddings.token_type_embeddings.weight"]
        encoder.position.weight.copy_(weights["embeddings.position_embeddings.weight"] + kinds[0])
        _copy(encoder.norm, weights, "embeddings.LayerNorm")
        for k, layer in enumerate(encoder.layers):
            at = f"encoder.layer.{k}"
            for name in ("query", "key", "value"):
                _copy(getattr(layer.attention, name), weights, f"{at}.attention.self.{name}")
            _copy(layer.attention.out, weights, f"{at}.attention.output.dense")
            _copy(layer.norm_attention, weights, f"{at}.attention.output.LayerNorm")
            _copy(layer.widen, weights, f"{at}.intermediate.dense")
            _copy(layer.narrow, weights, f"{at}.output.dense")
            _copy(layer.norm, weights, f"{at}.output.LayerNorm")


def _copy(part: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    part.weight.copy_(weights[f"{name}.weight"])
    part.bias.copy_(weights[f"{name}.bias"])
