"""Conversations to padded tensors, bucketed by canvas length. Knows ids, no model."""

import random
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from corpus import Corpus, Turn
from tokenizer import PAD
from tokenizers import Tokenizer
from torch import Tensor

CANVAS_LENGTHS = (12, 16, 20, 24, 32, 40, 48, 56, 68, 80, 96, 112, 136, 160, 256)
BLOCK = 256
_PROMPT_LENGTHS = (16, 20, 24, 32, 48, 64, 96, 128, 192)
_PAD_WEIGHT, _PROMPT_WEIGHT = 0.05, 0.1
_RESULT_WEIGHT = 4.0  # a sum's result is a digit or three of a dozen tokens, and all that counts


@dataclass(frozen=True, slots=True)
class Example:
    """Ids of a prompt and of the canvas (unpadded), and what predicting each id weighs.

    ``weights`` are the causal loss's of all ids, ``answer_weights`` the canvas's.
    """

    prompt: list[int]
    answer: list[int]
    weights: list[float]
    answer_weights: list[float]


@dataclass(frozen=True, slots=True)
class Batch:
    """``tokens`` [batch, rows] is prompt and answer, ``canvas`` [batch, canvas] the answer padded.

    ``causal_weights`` weigh the prediction *of* each token; ``canvas_weights`` each canvas place.
    """

    tokens: Tensor
    causal_weights: Tensor
    canvas: Tensor
    canvas_weights: Tensor
    prompt_lengths: Tensor

    def prompts(self) -> Tensor:
        """The prompts, [batch, rows], with the first tokens of the answers of shorter ones."""
        return self.tokens[:, : int(self.prompt_lengths.max())]

    def answer_lengths(self) -> Tensor:
        """How many places of each canvas are not padding, [batch]."""
        return (self.canvas_weights >= 1.0).sum(-1)


def batches(tokenizer: Tokenizer, seed: int, tokens: int) -> Iterator[Batch]:
    """Endless; a batch holds about ``tokens`` rows of both passes and one canvas length."""
    rng = random.Random(seed)
    waiting: dict[tuple[int, int], list[Example]] = defaultdict(list)
    for turns in Corpus(seed).conversations():
        example = make_example(tokenizer, turns, rng)
        length = _canvas_length(len(example.answer), rng)
        bucket = (length, bisect_left(_PROMPT_LENGTHS, len(example.prompt)))
        waiting[bucket].append(example)
        longest = max(len(e.prompt) + len(e.answer) for e in waiting[bucket])
        if len(waiting[bucket]) * (longest + length) >= tokens:
            yield _collate(waiting.pop(bucket), length)


def make_example(tokenizer: Tokenizer, turns: list[Turn], rng: random.Random) -> Example:
    """The last turn is the answer; of an answer over one block, one block is drawn."""
    ids, weights = [], []
    pieces = [("<bos>", 0.0)]
    for turn in turns[:-1]:
        if turn.role == "system":
            pieces.append((f"<|turn>system\n{turn.content}<turn|>\n", 0.0))
        elif turn.role == "user":
            pieces += [("<|turn>user\n", 0.0), (turn.content, _PROMPT_WEIGHT), ("<turn|>\n", 0.0)]
        else:
            pieces += [("<|turn>model\n", 0.0), (turn.content + "<turn|>", 1.0), ("\n", 0.0)]
    pieces.append(("<|turn>model\n", 0.0))
    for text, weight in pieces:
        part = tokenizer.encode(text, add_special_tokens=False).ids
        ids += part
        weights += [weight] * len(part)
    answer = tokenizer.encode(turns[-1].content + "<turn|>", add_special_tokens=False).ids
    start = BLOCK * rng.randrange(-(-len(answer) // BLOCK))
    prompt, answer = ids + answer[:start], answer[start : start + BLOCK]
    answer_weights = [1.0] * len(answer)
    equals = tokenizer.token_to_id("▁=")
    if equals in answer:
        result = answer.index(equals) + 1
        answer_weights[result:] = [_RESULT_WEIGHT] * (len(answer) - result)
    return Example(prompt, answer, weights + [1.0] * start + answer_weights, answer_weights)


def _canvas_length(answer: int, rng: random.Random) -> int:
    """The smallest that fits; for one in six a larger one, so that padding is learnt."""
    fitting = [length for length in CANVAS_LENGTHS if length >= answer]
    draw = rng.random()
    if draw < 0.04:
        return BLOCK
    return rng.choice(fitting[1:6]) if draw < 0.16 and len(fitting) > 1 else fitting[0]


def _collate(examples: list[Example], length: int) -> Batch:
    rows = max(len(e.prompt) + len(e.answer) for e in examples)
    tokens = torch.full((len(examples), rows), PAD)
    causal_weights = torch.zeros(len(examples), rows)
    canvas = torch.full((len(examples), length), PAD)
    canvas_weights = torch.full((len(examples), length), _PAD_WEIGHT)
    for i, example in enumerate(examples):
        ids = example.prompt + example.answer
        tokens[i, : len(ids)] = torch.tensor(ids)
        causal_weights[i, : len(ids)] = torch.tensor(example.weights)
        canvas[i, : len(example.answer)] = torch.tensor(example.answer)
        canvas_weights[i, : len(example.answer)] = torch.tensor(example.answer_weights)
    lengths = torch.tensor([len(e.prompt) for e in examples])
    return Batch(tokens, causal_weights, canvas, canvas_weights, lengths)
