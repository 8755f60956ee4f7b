"""A loaded model that answers messages with a stream of events. Knows no threads, no printing."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.config import ChatMessage, GenerationDefaults, GenerationOptions, ModelConfig
from engine.errors import (
    ContextTooLong,
    EngineError,
    InvalidRequest,
    ModelFilesError,
    NotEnoughMemory,
)
from engine.events import Event, FinishReason, Prefilled

if TYPE_CHECKING:
    from engine.generate import SamplingPlan, Session
    from engine.tokenizer import Tokenizer

DEFAULT_MAX_NEW_TOKENS = 2048
_ROLES = ("system", "user", "assistant")
_SAMPLING_SETTINGS = (
    "max_denoising_steps",
    "entropy_bound",
    "t_min",
    "t_max",
    "stability_threshold",
    "confidence_threshold",
)


class Engine:
    """One model in memory and the cache of its last conversation.

    Not thread-safe: load it and use it on one thread. Only the ``stop`` event of ``generate`` may
    be set from elsewhere.
    """

    def __init__(
        self,
        folder: Path,
        config: ModelConfig,
        defaults: GenerationDefaults,
        tokenizer: "Tokenizer",
        session: "Session",
        notes: tuple[str, ...],
    ) -> None:
        self.folder = folder
        self.config = config
        self.defaults = defaults
        self.notes = notes
        self._tokenizer = tokenizer
        self._session: Session | None = session
        self._end_ids = _end_ids(config, defaults, tokenizer)
        self.device = str(session.model.device)
        self.dtype = str(session.model.embed_tokens.weight.dtype).removeprefix("torch.")

    @classmethod
    def load(
        cls,
        folder: Path | str,
        device: str = "auto",
        dtype: str = "auto",
        *,
        quantize: bool = False,
    ) -> "Engine":
        """Load a Hugging Face model folder or a GGUF file.

        ``device`` is "auto", "cpu", "cuda" or "mps"; ``dtype`` is "auto", "float32" or "bfloat16".
        ``quantize`` packs float weights to 4 and 8 bits while loading.
        Seeds torch's global random numbers afresh, and on a CPU leaves one core to others.
        Raises ModelFilesError, UnsupportedModel, NotEnoughMemory or InvalidRequest.
        """
        folder = Path(folder)
        if not folder.exists():
            raise ModelFilesError(f"There is no model at {folder}.")
        config = ModelConfig.from_folder(folder)
        defaults = GenerationDefaults.from_folder(folder)

        import torch

        from engine.devices import choose_device, choose_dtype, leave_a_core_free
        from engine.generate import Session
        from engine.tokenizer import Tokenizer
        from engine.weights.load import count_parameters, load_model

        tokenizer = Tokenizer.from_folder(folder)
        if tokenizer.vocab_size > config.vocab_size:
            raise ModelFilesError(
                f"The tokenizer has {tokenizer.vocab_size} tokens, the model only "
                f"{config.vocab_size}: these files do not belong together."
            )
        chosen = choose_device(device)
        if chosen.type == "cpu":
            leave_a_core_free()
        with _memory_errors():
            wanted = choose_dtype(dtype, chosen, count_parameters(config))
            model, notes = load_model(folder, config, chosen, wanted, quantize=quantize)
            torch.seed()
            return cls(folder, config, defaults, tokenizer, Session(model), notes)

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
            raise InvalidRequest("The model was unloaded.")
        return self._session

    @property
    def prompt_limit(self) -> int:
        """Tokens of a conversation that leave room for one block."""
        return self.config.max_position_embeddings - self.canvas_length

    def count_tokens(self, messages: Sequence[ChatMessage]) -> int:
        """Tokens of the prompt that ``messages`` become. May be called on any thread."""
        return len(self._tokenizer.encode_chat(messages, thinking=False))

    def unload(self) -> None:
        """Free the weights and the cache; the engine cannot be used afterwards."""
        self._session = None
        if self.device.startswith("cuda"):
            import torch

            torch.cuda.empty_cache()

    def generate(
        self,
        messages: Sequence[ChatMessage],
        options: GenerationOptions,
        stop: threading.Event | None = None,
    ) -> Iterator[Event]:
        """Answer ``messages``: Prefilled, then Frames and BlockCommitteds, then one Finished.

        If the last message is of role "assistant", go on from where it ends; blocks count from 0.
        ``max_new_tokens`` is rounded up to whole blocks. Setting ``stop`` ends the stream within
        one denoising step or prefill chunk; the canvas at work is dropped, committed blocks are
        kept.
        Raises, before any work, InvalidRequest for messages that cannot be answered and
        ContextTooLong for a conversation that leaves no room for one block.
        """
        session = self.session
        _require_answerable(messages)
        prompt = self._tokenizer.encode_chat(messages, thinking=options.thinking)
        plan, is_context_bound = self._plan(options, len(prompt))
        return self._run(session, prompt, plan, is_context_bound, stop or threading.Event())

    def _plan(self, options: GenerationOptions, prompt_tokens: int) -> "tuple[SamplingPlan, bool]":
        from engine.generate import SamplingPlan

        length, context = self.canvas_length, self.config.max_position_embeddings
        room = (context - prompt_tokens) // length
        if room < 1:
            raise ContextTooLong(
                f"This conversation is {prompt_tokens:,} tokens long, but the model reads at most "
                f"{self.prompt_limit:,} before a reply. Start a new conversation or shorten it."
            )
        wanted = -(-(options.max_new_tokens or DEFAULT_MAX_NEW_TOKENS) // length)
        values = {
            name: _first(getattr(options, name), getattr(self.defaults, name))
            for name in _SAMPLING_SETTINGS
        }
        if values["t_min"] > values["t_max"] or values["t_max"] <= 0 or values["t_min"] <= 0:
            raise InvalidRequest("Temperatures must be above 0, and t_min not above t_max.")
        return SamplingPlan(
            num_blocks=min(wanted, room), seed=options.seed, **values
        ), room < wanted

    def _run(
        self,
        session: "Session",
        prompt: list[int],
        plan: "SamplingPlan",
        is_context_bound: bool,
        stop: threading.Event,
    ) -> Iterator[Event]:
        from engine.generate import BlockDone, generate_blocks
        from engine.reply import Reply

        reply = Reply(self._tokenizer, self._end_ids, prompt, plan)
        with _memory_errors():
            reused = session.prefill(prompt, stop)
            if reused is not None:
                yield Prefilled(len(prompt), reused, reply.elapsed())
                for event in generate_blocks(session, plan, self._end_ids, stop):
                    if isinstance(event, BlockDone):
                        yield reply.committed(event)
                    else:
                        yield reply.frame(event)
        if reply.has_ended:
            reason = FinishReason.END_OF_TURN
        elif stop.is_set():
            reason = FinishReason.STOPPED
        else:
            reason = FinishReason.CONTEXT_FULL if is_context_bound else FinishReason.LENGTH
        yield reply.finished(reason, session.model.device)


def _require_answerable(messages: Sequence[ChatMessage]) -> None:
    if not messages or messages[-1].role == "system":
        raise InvalidRequest("The conversation must end with a message of yours.")
    last = messages[-1]
    if last.role == "assistant" and not (last.content or last.thought):
        raise InvalidRequest("There is nothing in this reply to go on from: have it answered anew.")
    if last.role == "user" and not last.content.strip():
        raise InvalidRequest("The message is empty: type something first.")
    for message in messages:
        if message.role not in _ROLES:
            raise InvalidRequest(f"“{message.role}” is not a role: use {', '.join(_ROLES)}.")


def _end_ids(
    config: ModelConfig, defaults: GenerationDefaults, tokenizer: "Tokenizer"
) -> frozenset[int]:
    """The checkpoint's end ids; where it names none, the end-of-turn marker and the config's."""
    from engine.tokenizer import TURN_END

    fallback = (*config.eos_token_ids, tokenizer.marker_ids[TURN_END])
    return frozenset(defaults.eos_token_ids or fallback)


def _first(value: Any, otherwise: Any) -> Any:
    return otherwise if value is None else value


@contextmanager
def _memory_errors() -> Iterator[None]:
    """Turn torch's two ways of running out of memory into NotEnoughMemory."""
    import torch

    try:
        yield
    except (torch.OutOfMemoryError, MemoryError) as error:
        raise _too_little(error) from error
    except RuntimeError as error:
        if "allocate memory" not in str(error):
            raise
        raise _too_little(error) from error


def _too_little(error: BaseException) -> EngineError:
    detail = str(error).splitlines()[0] if str(error) else "no detail given"
    return NotEnoughMemory(f"There is not enough memory for this model ({detail}).")
