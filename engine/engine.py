"""A loaded model that answers messages with a stream of events. Knows no threads, no printing."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from engine.asking import prompt_limit, require_answerable, sampling_plan
from engine.errors import (
    InvalidRequest,
    LoadStopped,
    ModelDoesNotFit,
    ModelFilesError,
    NotEnoughMemory,
)
from engine.events import Event, FinishReason, PlanChanged, Prefilled
from engine.gguf.model import header
from engine.load_watch import LoadWatch
from engine.memory_plan import MemoryPlan, PlanWishes, rung_below
from engine.model_config import GenerationDefaults, ModelConfig
from engine.requests import ChatMessage, GenerationOptions
from engine.said import said

if TYPE_CHECKING:
    from engine.generate import SamplingPlan, Session
    from engine.loading import Loaded, Source
    from engine.reply import Reply
    from engine.tokenizer import Tokenizer


class Engine:
    """One model in memory and the cache of its last conversation.

    Not thread-safe: load it and use it on one thread. Only the ``stop`` event of ``generate`` may
    be set from elsewhere.
    """

    def __init__(
        self,
        source: "Source",
        loaded: "Loaded",
        defaults: GenerationDefaults,
        tokenizer: "Tokenizer",
    ) -> None:
        self.folder = source.folder
        self.config = source.config
        self.defaults = defaults
        self._source = source
        self._tokenizer = tokenizer
        self._end_ids = _end_ids(source.config, defaults, tokenizer)
        self._session: Session | None = None
        self._to_load: PlanWishes | None = None  # a lower plan that is not loaded yet
        self._take(loaded)

    @classmethod
    def load(
        cls,
        folder: Path | str,
        device: str = "auto",
        dtype: str = "auto",
        *,
        quantize: bool = False,
        wishes: PlanWishes | None = None,
        watch: LoadWatch | None = None,
    ) -> "Engine":
        """Load a Hugging Face model folder or a GGUF file.

        ``device`` is "auto", "cpu", "cuda", "cuda:1" or "mps"; ``dtype`` is "auto", "float32" or
        "bfloat16". ``quantize`` packs float weights to 4 and 8 bits while loading. ``wishes``
        bound the plan of what stays on the device; their device counts where ``device`` is "auto".
        ``watch`` is told how far it is, and can stop it.
        Seeds torch's global random numbers afresh, and on a CPU leaves one core to others.
        Raises ModelFilesError, UnsupportedModel, InvalidRequest, LoadStopped, or ModelDoesNotFit,
        which says whether a CPU could be asked for.
        """
        folder = Path(folder)
        if not folder.exists():
            raise ModelFilesError(said("There is no model at {folder}.", folder=folder))
        kept = header(folder)  # read once for all that follows
        config = ModelConfig.from_folder(folder)
        defaults = GenerationDefaults.from_folder(folder)

        import torch

        from engine.loading import Source, load
        from engine.tokenizer import Tokenizer

        watch = watch or LoadWatch()
        watch.check()  # torch took its time to come
        tokenizer = Tokenizer.from_folder(folder)
        if tokenizer.vocab_size > config.vocab_size:
            raise ModelFilesError(
                said(
                    "The tokenizer has {tokens} tokens, the model only "
                    "{known}: these files do not belong together.",
                    tokens=tokenizer.vocab_size,
                    known=config.vocab_size,
                )
            )
        wishes = wishes or PlanWishes()
        if device != "auto":
            wishes = replace(wishes, device=device)
        source = Source(folder, config, dtype, quantize)
        loaded = load(source, wishes, watch)
        del kept
        torch.seed()
        return cls(source, loaded, defaults, tokenizer)

    def _take(self, loaded: "Loaded") -> None:
        """Work with this model from here on."""
        from engine.generate import Session

        self._to_load = None
        self.plan: MemoryPlan = loaded.plan
        self.notes: tuple[str, ...] = loaded.notes
        self.fallen = loaded.fallen
        self.device = str(loaded.model.device)
        self.dtype = str(loaded.model.embed_tokens.weight.dtype).removeprefix("torch.")
        self._wishes = loaded.wishes
        self._session = Session(loaded.model)

    @property
    def name(self) -> str:
        """What to call the model: its folder's or its file's name."""
        path = self.folder.resolve()
        return path.name if path.is_dir() else path.stem

    @property
    def canvas_length(self) -> int:
        return self.config.canvas_length

    @property
    def session(self) -> "Session":
        """The model and its cache, for measuring; raises InvalidRequest once unloaded."""
        if self._session is None:
            raise InvalidRequest(said("The model was unloaded."))
        return self._session

    @property
    def is_in_memory(self) -> bool:
        """Whether there are weights: not once unloaded, nor if loading by a lower plan failed."""
        return self._session is not None

    @property
    def held_bytes(self) -> int:
        """About what unloading gives back to the device that computes."""
        from engine.devices import own_memory_bytes

        if self._session is None:
            return 0
        held = self.plan.weights_bytes + self.plan.slot_bytes
        # On a processor weights may lie in mapped files, which count as free memory.
        return min(held, own_memory_bytes()) if self.plan.device == "cpu" else held

    @property
    def prompt_limit(self) -> int:
        """Tokens of a conversation that leave room for one block."""
        return prompt_limit(self.config)

    def count_tokens(self, messages: Sequence[ChatMessage]) -> int:
        """Tokens of the prompt that ``messages`` become. May be called on any thread."""
        return len(self._tokenizer.encode_chat(messages, thinking=False))

    def unload(self) -> None:
        """Free the weights and the cache; the engine cannot be used afterwards."""
        self._to_load = None
        self._free()

    def _free(self) -> None:
        if self._session is not None:
            from engine.loading import free_memory

            self._session.model.store.close()
            self._session = None
            free_memory()

    def generate(
        self,
        messages: Sequence[ChatMessage],
        options: GenerationOptions,
        stop: threading.Event | None = None,
    ) -> Iterator[Event]:
        """Answer ``messages``: Prefilled, then Frames and BlockCommitteds, then one Finished.

        If the last message is of role "assistant", go on from where it ends; blocks count from 0.
        ``max_new_tokens`` is rounded up to whole blocks. Setting ``stop`` ends the stream within
        one denoising step, prefill chunk or, while the model is loaded anew by a lower plan,
        tensor; the canvas at work is dropped, committed blocks are kept.
        Raises, before any work, InvalidRequest for messages that cannot be answered or an engine
        that was unloaded, ContextTooLong for a conversation that leaves no room for one block, and
        ModelFilesError if the chat template fails; while it runs, NotEnoughMemory when there is no
        lower plan.
        """
        require_answerable(messages)
        prompt = self._tokenizer.encode_chat(messages, thinking=options.thinking)
        plan, is_context_bound = sampling_plan(options, self.defaults, self.config, len(prompt))
        assert self._to_load is not None or self.session
        return self._run(prompt, plan, is_context_bound, stop or threading.Event())

    def _run(
        self,
        prompt: list[int],
        plan: "SamplingPlan",
        is_context_bound: bool,
        stop: threading.Event,
    ) -> Iterator[Event]:
        import torch

        from engine.loading import memory_errors
        from engine.reply import Reply

        reply = Reply(self._tokenizer, self._end_ids, prompt, plan)
        committed: list[tuple[int, ...]] = []
        lower = self._to_load
        try:
            while True:
                if lower is not None:
                    yield self._reload(
                        lower, len(prompt) + plan.num_blocks * self.canvas_length, stop
                    )
                try:
                    with memory_errors():
                        yield from self._blocks(reply, prompt, committed, plan, stop)
                    break
                except NotEnoughMemory:
                    lower = rung_below(self.plan, self._wishes)
                    if lower is None:
                        raise
                # Only here nothing refers to what was at work any more.
        except LoadStopped:
            assert stop.is_set()  # which the reason tells
        yield reply.finished(_reason(reply, is_context_bound, stop), torch.device(self.device))

    def _blocks(
        self,
        reply: "Reply",
        prompt: list[int],
        committed: list[tuple[int, ...]],
        plan: "SamplingPlan",
        stop: threading.Event,
    ) -> Iterator[Event]:
        """The reply's events from behind the blocks ``committed``, which grow."""
        from engine.generate import BlockDone, generate_blocks

        session, is_begun = self.session, reply.is_begun
        reused = session.prefill([*prompt, *chain.from_iterable(committed)], stop)
        if reused is None:
            return
        if not is_begun:
            yield Prefilled(len(prompt), reused, reply.elapsed())
        for event in generate_blocks(session, plan, self._end_ids, stop, len(committed)):
            if isinstance(event, BlockDone):
                committed.append(event.tokens)
                yield reply.committed(event)
            else:
                yield reply.frame(event)

    def _reload(self, wishes: PlanWishes, tokens: int, stop: threading.Event) -> PlanChanged:
        """Load the model again by a lower plan; what fails here, the next reply tries again."""
        from engine.loading import fell

        sentence = fell(self.plan)
        self._to_load = wishes
        self._free()
        loaded = self._load_lower(wishes, tokens, LoadWatch(stop=stop))
        self._take(replace(loaded, notes=(*loaded.notes, sentence), fallen=sentence))
        return PlanChanged(self.plan.words, sentence)

    def _load_lower(self, wishes: PlanWishes, tokens: int, watch: LoadWatch) -> "Loaded":
        """With room for so many tokens, so that one fall is enough; if need be without it."""
        from engine.loading import load

        roomy = replace(wishes, context_tokens=max(wishes.context_tokens, tokens))
        try:
            return load(self._source, roomy, watch)
        except ModelDoesNotFit:
            if roomy == wishes:
                raise
        return load(self._source, wishes, watch)


def _reason(reply: "Reply", is_context_bound: bool, stop: threading.Event) -> FinishReason:
    if reply.has_ended:
        return FinishReason.END_OF_TURN
    if stop.is_set():
        return FinishReason.STOPPED
    return FinishReason.CONTEXT_FULL if is_context_bound else FinishReason.LENGTH


def _end_ids(
    config: ModelConfig, defaults: GenerationDefaults, tokenizer: "Tokenizer"
) -> frozenset[int]:
    """The checkpoint's end ids; where it names none, the end-of-turn marker and the config's."""
    from engine.tokenizer import TURN_END

    fallback = (*config.eos_token_ids, tokenizer.marker_ids[TURN_END])
    return frozenset(defaults.eos_token_ids or fallback)
