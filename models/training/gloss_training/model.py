"""An encoder–decoder with a deep encoder, a shallow decoder and a copy gate.

Pre-norm transformer [Vaswani et al. 2017] with RMS norms, gated feed-forward layers [Shazeer 2020] and rotary positions
[Su et al. 2021]; one embedding for both sides and the output. The last decoder layer's attention over the source, averaged over its
heads, is also a distribution over source tokens; a gate mixes it with the vocabulary's [See et al. 2017].
"""

from __future__ import annotations

import dataclasses
import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from .tokens import SOURCE, TARGET, VOCABULARY


@dataclasses.dataclass(frozen=True)
class Shape:
    """Sizes of a model. `width` = `heads` × 64."""

    width: int
    heads: int
    inner: int
    encoder: int
    decoder: int
    vocabulary: int = VOCABULARY

    @property
    def head(self) -> int:
        return self.width // self.heads


SHAPES = {
    # What two CPU cores can teach something in an hour.
    "small": Shape(width=192, heads=3, inner=512, encoder=4, decoder=2),
    # What a GPU teaches in minutes; 27 MB as int8.
    "base": Shape(width=384, heads=6, inner=1024, encoder=8, decoder=3),
}


def rotations(length: int, head: int) -> tuple[Tensor, Tensor]:
    """Cosines and sines [length, head] of the rotary positions."""
    rates = 10_000.0 ** (-torch.arange(0, head, 2).float() / head)
    angles = torch.arange(length).float()[:, None] * rates[None]
    angles = torch.cat([angles, angles], dim=1)
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turns [.., length, head] by its positions."""
    half = x.shape[-1] // 2
    turned = torch.cat([-x[..., half:], x[..., :half]], dim=-1)
    return x * cos + turned * sin


class RmsNorm(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * self.weight


class Attention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.heads, self.head = shape.heads, shape.head
        self.q, self.k, self.v, self.o = (nn.Linear(shape.width, shape.width, bias=False) for _ in range(4))

    def split(self, x: Tensor) -> Tensor:
        """[batch, length, width] to [batch, heads, length, head]."""
        return x.unflatten(-1, (self.heads, self.head)).transpose(1, 2)

    def join(self, x: Tensor) -> Tensor:
        return self.o(x.transpose(1, 2).flatten(2))


class FeedForward(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.gate = nn.Linear(shape.width, shape.inner, bias=False)
        self.up = nn.Linear(shape.width, shape.inner, bias=False)
        self.down = nn.Linear(shape.inner, shape.width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.down(functional.silu(self.gate(x)) * self.up(x))


class EncoderLayer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.attention, self.feed = Attention(shape), FeedForward(shape)
        self.norm_attention, self.norm_feed = RmsNorm(shape.width), RmsNorm(shape.width)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor | None) -> Tensor:
        own, y = self.attention, self.norm_attention(x)
        q, k = rotate(own.split(own.q(y)), cos, sin), rotate(own.split(own.k(y)), cos, sin)
        x = x + own.join(functional.scaled_dot_product_attention(q, k, own.split(own.v(y)), attn_mask=mask))
        return x + self.feed(self.norm_feed(x))


class DecoderLayer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.attention, self.cross, self.feed = Attention(shape), Attention(shape), FeedForward(shape)
        self.norm_attention, self.norm_cross, self.norm_feed = (RmsNorm(shape.width) for _ in range(3))

    def look(self, x: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """Attends to the source; gives the new x and the weights [batch, heads, target, source]."""
        q = self.cross.split(self.cross.q(self.norm_cross(x)))
        scores = q @ key.transpose(-1, -2) * self.cross.head**-0.5
        weights = (scores if mask is None else scores + mask).softmax(-1)
        return x + self.cross.join(weights @ value), weights


class Model(nn.Module):
    """Encoder, decoder, tied embedding, copy gate."""

    def __init__(self, shape: Shape, dropout: float = 0.0):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.encoder = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder))
        self.decoder = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder))
        self.norm_encoder, self.norm_decoder = RmsNorm(shape.width), RmsNorm(shape.width)
        self.gate = nn.Linear(shape.width, 1)
        self.dropout = nn.Dropout(dropout)
        cos, sin = rotations(max(SOURCE, TARGET), shape.head)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        nn.init.normal_(self.embedding.weight, std=shape.width**-0.5)
        depth = 2 * (shape.encoder + shape.decoder)
        for name, weight in self.named_parameters():
            if weight.dim() == 2 and not name.startswith(("embedding", "gate")):
                nn.init.normal_(weight, std=0.02 if not name.endswith(("o.weight", "down.weight")) else 0.02 / math.sqrt(depth))

    def embed(self, tokens: Tensor) -> Tensor:
        return self.embedding(tokens) * math.sqrt(self.shape.width)

    def encode(self, source: Tensor, mask: Tensor | None) -> Tensor:
        """[batch, source] tokens to [batch, source, width]; the mask is added to scores."""
        x = self.dropout(self.embed(source))
        length = source.shape[1]
        for layer in self.encoder:
            x = layer(x, self.cos[:length], self.sin[:length], mask)
        return self.norm_encoder(x)

    def cross(self, memory: Tensor) -> list[tuple[Tensor, Tensor]]:
        """Keys and values [batch, heads, source, head] of each decoder layer."""
        return [(it.cross.split(it.cross.k(memory)), it.cross.split(it.cross.v(memory))) for it in self.decoder]

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        """Log-probabilities [batch, target] of each token of `target` after the ones before it; 0 pads both."""
        mask = torch.where(source == 0, -1e9, 0.0)[:, None, None, :]
        memory = self.encode(source, mask)
        x = self.dropout(self.embed(target[:, :-1]))
        length, weights = x.shape[1], None
        for layer, (key, value) in zip(self.decoder, self.cross(memory), strict=True):
            own, y = layer.attention, layer.norm_attention(x)
            cos, sin = self.cos[:length], self.sin[:length]
            q, k = rotate(own.split(own.q(y)), cos, sin), rotate(own.split(own.k(y)), cos, sin)
            x = x + own.join(functional.scaled_dot_product_attention(q, k, own.split(own.v(y)), is_causal=True))
            x, weights = layer.look(x, key, value, mask)
            x = x + layer.feed(layer.norm_feed(x))
        x = self.norm_decoder(x)
        logits = functional.linear(x, self.embedding.weight).float()
        wanted = target[:, 1:]
        said = functional.log_softmax(logits, -1).gather(-1, wanted[..., None])[..., 0]
        gate = self.gate(x)[..., 0].float()
        copied = (weights.float().mean(1) * (source[:, None, :] == wanted[:, :, None])).sum(-1)
        return torch.logaddexp(
            functional.logsigmoid(gate) + said, functional.logsigmoid(-gate) + (copied + 1e-9).log()
        )

    def step(
        self, token: Tensor, position: Tensor, mask: Tensor, past: list[Tensor], cross: list[Tensor]
    ) -> tuple[Tensor, ...]:
        """One token further, with the tensors of the runtime's contract.

        token [batch, 1]; position [1]; mask [1, TARGET], added to the scores of cached positions; past: keys and values
        [batch, heads, TARGET, head] of each layer in turn; cross: the same of the source, [1, heads, source, head].
        Gives logits [batch, vocabulary], copy [batch, source], gate [batch, 1], and new keys and values [batch, heads, 1, head].
        """
        x, new, weights = self.embed(token), [], None
        cos, sin = self.cos[position], self.sin[position]
        for at, layer in enumerate(self.decoder):
            own, y = layer.attention, layer.norm_attention(x)
            q, k, v = rotate(own.split(own.q(y)), cos, sin), rotate(own.split(own.k(y)), cos, sin), own.split(own.v(y))
            before = q @ past[2 * at].transpose(-1, -2) * own.head**-0.5 + mask
            here = (q * k).sum(-1, keepdim=True) * own.head**-0.5
            share = torch.cat([before, here], dim=-1).softmax(-1)
            mixed = share[..., :-1] @ past[2 * at + 1] + share[..., -1:] * v
            x = x + own.join(mixed)
            x, weights = layer.look(x, cross[2 * at], cross[2 * at + 1], None)
            x = x + layer.feed(layer.norm_feed(x))
            new += [k, v]
        x = self.norm_decoder(x)
        logits = functional.linear(x, self.embedding.weight)[:, 0]
        return logits, weights.mean(1)[:, 0], torch.sigmoid(self.gate(x))[:, 0], *new
