"""The engine's stream of events: seeds, stopping, reuse of the cache and what it refuses."""

import dataclasses
import json
import math
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
import torch

from engine import (
    BlockCommitted,
    ChatMessage,
    Engine,
    Event,
    Finished,
    FinishReason,
    Frame,
    GenerationOptions,
    Prefilled,
)
from engine.errors import ContextTooLong, InvalidRequest, ModelFilesError, UnsupportedModel
from engine.generate import Session
from tests.fakes.tiny_tokenizer import EOS_IDS, MARKERS

HELLO = [ChatMessage("user", "Hello, who are you? A long question, several windows long.")]
OPTIONS = GenerationOptions(max_new_tokens=32, seed=5)


def blocks(events: list[Event]) -> list[BlockCommitted]:
    return [event for event in events if isinstance(event, BlockCommitted)]


def frames(events: list[Event]) -> list[Frame]:
    return [event for event in events if isinstance(event, Frame)]


def tokens(events: list[Event]) -> list[int]:
    return [id_ for block in blocks(events) for id_ in block.tokens]


def finished(events: list[Event]) -> Finished:
    assert isinstance(events[-1], Finished)
    return events[-1]


def prefilled(events: list[Event]) -> Prefilled:
    assert isinstance(events[0], Prefilled)
    return events[0]


def test_events_come_in_order(engine: Engine) -> None:
    events = list(engine.generate(HELLO, OPTIONS))
    prefilled(events)
    finished(events)
    expected = [(block.block, step + 1) for block in blocks(events) for step in range(block.steps)]
    assert [(frame.block, frame.step) for frame in frames(events)] == expected
    assert [block.block for block in blocks(events)] == [0, 1, 2, 3]
    assert sum(isinstance(event, Finished) for event in events) == 1


def test_a_frame_has_one_entry_a_position_and_only_plain_values(engine: Engine) -> None:
    for frame in frames(list(engine.generate(HELLO, OPTIONS))):
        for column in (frame.tokens, frame.pieces, frame.accepted, frame.entropy):
            assert len(column) == engine.canvas_length == 8
        assert {type(value) for value in frame.accepted} == {bool}
        assert {type(value) for value in frame.tokens} == {int}
        assert all(0 <= value <= math.log(160) + 1e-4 for value in frame.entropy)
        assert any(frame.accepted)
        assert 1 <= frame.step <= frame.max_steps == 12
        assert 0.4 <= frame.temperature <= 0.8 + 1e-6


def test_the_last_frame_of_a_block_is_what_is_committed(engine: Engine) -> None:
    events = list(engine.generate(HELLO, OPTIONS))
    for block in blocks(events):
        last = [frame for frame in frames(events) if frame.block == block.block][-1]
        assert last.tokens[: len(block.tokens)] == block.tokens


@pytest.mark.parametrize("seed", range(4))
def test_no_marker_reaches_the_reader(load_engine: Callable[[str], Engine], seed: int) -> None:
    options = GenerationOptions(max_new_tokens=160, max_denoising_steps=3, seed=seed)
    events = list(load_engine("talkative").generate(HELLO, options))
    shown = [piece for frame in frames(events) for piece in frame.pieces]
    shown += [text for block in blocks(events) for text in (block.text, block.thought)]
    assert not [text for text in shown for marker in MARKERS.values() if marker in text]


def test_the_blocks_texts_are_the_replys_text(engine: Engine) -> None:
    events = list(engine.generate(HELLO, OPTIONS))
    has_channel = {100, 101} & set(tokens(events))
    assert not has_channel  # this seed writes no thought, so that all of it is the answer
    joined = "".join(block.text for block in blocks(events))
    assert joined == engine._tokenizer.decode(tokens(events))


def test_a_reply_ends_at_an_end_id(load_engine: Callable[[str], Engine]) -> None:
    options = GenerationOptions(max_new_tokens=640, max_denoising_steps=3, seed=2)
    events = list(load_engine("talkative").generate(HELLO, options))
    assert finished(events).reason is FinishReason.END_OF_TURN
    assert not set(EOS_IDS) & set(tokens(events))
    assert len(blocks(events)[-1].tokens) < 16
    assert finished(events).blocks == len(blocks(events))


def test_figures_add_up(engine: Engine) -> None:
    events = list(engine.generate(HELLO, OPTIONS))
    figures = finished(events)
    assert figures.reason is FinishReason.LENGTH
    assert figures.tokens == len(tokens(events)) == 32
    assert figures.steps_per_block == tuple(block.steps for block in blocks(events))
    assert figures.tokens_per_forward == pytest.approx(32 / len(frames(events)))
    assert figures.prompt_tokens == prefilled(events).prompt_tokens
    assert figures.seconds_to_first_frame is not None
    assert 0 < figures.seconds_to_first_frame <= figures.seconds
    assert figures.tokens_per_second == pytest.approx(32 / figures.seconds)
    assert figures.peak_memory_bytes > 0
    assert sum(block.seconds for block in blocks(events)) <= figures.seconds


def test_same_seed_same_tokens(engine: Engine, load_engine: Callable[[str], Engine]) -> None:
    first = tokens(list(engine.generate(HELLO, OPTIONS)))
    assert tokens(list(engine.generate(HELLO, OPTIONS))) == first
    assert tokens(list(load_engine("plain").generate(HELLO, OPTIONS))) == first
    other = dataclasses.replace(OPTIONS, seed=6)
    assert tokens(list(engine.generate(HELLO, other))) != first


def test_without_a_seed_replies_differ(engine: Engine) -> None:
    options = GenerationOptions(max_new_tokens=32)
    one, two = (tokens(list(engine.generate(HELLO, options))) for _ in range(2))
    assert one != two


def test_a_seeded_reply_leaves_the_global_stream_alone(engine: Engine) -> None:
    before = torch.get_rng_state()
    list(engine.generate(HELLO, OPTIONS))
    assert torch.equal(torch.get_rng_state(), before)


def test_stop_takes_effect_within_one_step_and_keeps_committed_blocks(engine: Engine) -> None:
    whole = list(engine.generate(HELLO, OPTIONS))
    stop = threading.Event()
    events: list[Event] = []
    for event in engine.generate(HELLO, OPTIONS, stop):
        events.append(event)
        if isinstance(event, Frame) and (event.block, event.step) == (2, 2):
            stop.set()
    later = events[events.index(frames(events)[-1]) :]
    assert (frames(events)[-1].block, frames(events)[-1].step) in {(2, 2), (2, 3)}
    assert [type(event) for event in later] == [Frame, Finished]
    assert finished(events).reason is FinishReason.STOPPED
    assert [block.tokens for block in blocks(events)] == [
        block.tokens for block in blocks(whole)[:2]
    ]
    assert finished(events).tokens == 16


def test_stop_before_the_start_does_no_step(engine: Engine) -> None:
    stop = threading.Event()
    stop.set()
    events = list(engine.generate(HELLO, OPTIONS, stop))
    assert not frames(events)
    assert finished(events).reason is FinishReason.STOPPED
    assert finished(events).seconds_to_first_frame is None


def test_after_a_stop_the_next_reply_is_as_if_nothing_had_been(engine: Engine) -> None:
    expected = tokens(list(engine.generate(HELLO, OPTIONS)))
    stop = threading.Event()
    for event in engine.generate([ChatMessage("user", "Another")], OPTIONS, stop):
        if isinstance(event, BlockCommitted):
            stop.set()
    assert tokens(list(engine.generate(HELLO, OPTIONS))) == expected


def test_an_abandoned_stream_leaves_the_engine_usable(engine: Engine) -> None:
    expected = tokens(list(engine.generate(HELLO, OPTIONS)))
    stream = engine.generate(HELLO, OPTIONS)
    for event in stream:
        if isinstance(event, BlockCommitted):
            break
    stream.close()
    assert tokens(list(engine.generate(HELLO, OPTIONS))) == expected


def test_a_failure_while_encoding_leaves_no_half_filled_cache(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = tokens(list(engine.generate(HELLO, OPTIONS)))
    layer = engine._session.model.layers[1]
    with monkeypatch.context() as patch:
        patch.setattr(layer, "feed_forward", lambda _: (_ for _ in ()).throw(OSError("broken")))
        with pytest.raises(OSError, match="broken"):
            list(engine.generate([ChatMessage("user", "Another question")], OPTIONS))
    assert tokens(list(engine.generate(HELLO, OPTIONS))) == expected


@pytest.mark.parametrize("name", ["plain", "sharded", "uniform", "released"])
def test_a_second_turn_encodes_only_what_is_new_and_equals_a_fresh_prefill(
    name: str, load_engine: Callable[[str], Engine]
) -> None:
    warm, cold = load_engine(name), load_engine(name)
    first = list(warm.generate(HELLO, OPTIONS))
    reply = "".join(block.text for block in blocks(first))
    second = [*HELLO, ChatMessage("assistant", reply), ChatMessage("user", "And what then?")]
    options = dataclasses.replace(OPTIONS, seed=8)
    reused, fresh = list(warm.generate(second, options)), list(cold.generate(second, options))
    assert prefilled(first).reused_tokens == prefilled(fresh).reused_tokens == 0
    assert prefilled(reused).reused_tokens >= prefilled(first).prompt_tokens
    assert prefilled(reused).prompt_tokens == prefilled(fresh).prompt_tokens
    assert tokens(reused) == tokens(fresh)
    assert finished(reused).steps_per_block == finished(fresh).steps_per_block


def test_only_new_tokens_are_encoded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    first = list(engine.generate(HELLO, OPTIONS))
    model = engine._session.model
    encoded: list[int] = []
    encode = model.encode

    def counting(ids: torch.Tensor, cache: object) -> torch.Tensor:
        encoded.append(len(ids))
        return encode(ids, cache)

    monkeypatch.setattr(model, "encode", counting)
    second = [*HELLO, ChatMessage("assistant", "Fine."), ChatMessage("user", "More")]
    start = next(iter(engine.generate(second, OPTIONS)))
    assert isinstance(start, Prefilled)
    assert start.reused_tokens >= prefilled(first).prompt_tokens
    assert sum(encoded) == start.prompt_tokens - start.reused_tokens


def test_the_same_prompt_again_is_reused_whole(engine: Engine) -> None:
    first = list(engine.generate(HELLO, OPTIONS))
    again = list(engine.generate(HELLO, OPTIONS))
    assert prefilled(again).reused_tokens == prefilled(first).prompt_tokens
    assert tokens(again) == tokens(first)


def test_an_edited_conversation_equals_a_fresh_one(
    engine: Engine, load_engine: Callable[[str], Engine]
) -> None:
    list(
        engine.generate([*HELLO, ChatMessage("assistant", "A"), ChatMessage("user", "B")], OPTIONS)
    )
    edited = [ChatMessage("user", "Hello, who are you not?")]
    expected = tokens(list(load_engine("plain").generate(edited, OPTIONS)))
    assert tokens(list(engine.generate(edited, OPTIONS))) == expected


def test_thinking_may_be_switched_between_turns(
    engine: Engine, load_engine: Callable[[str], Engine]
) -> None:
    list(engine.generate(HELLO, OPTIONS))
    thinking = dataclasses.replace(OPTIONS, thinking=True)
    expected = tokens(list(load_engine("plain").generate(HELLO, thinking)))
    assert tokens(list(engine.generate(HELLO, thinking))) == expected


def test_a_long_prompt_in_chunks_gives_the_same_ids(
    load_engine: Callable[[str], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = tokens(list(load_engine("plain").generate(HELLO, OPTIONS)))
    monkeypatch.setattr("engine.generate.PREFILL_CHUNK", 7)
    assert tokens(list(load_engine("plain").generate(HELLO, OPTIONS))) == expected


def test_stop_is_read_between_chunks_of_a_long_prompt(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.generate.PREFILL_CHUNK", 7)
    expected = tokens(list(engine.generate(HELLO, OPTIONS)))
    stop, model = threading.Event(), engine._session.model
    encode = model.encode
    calls: list[int] = []

    def stopping(ids: torch.Tensor, cache: object) -> torch.Tensor:
        calls.append(len(ids))
        stop.set()
        return encode(ids, cache)

    with monkeypatch.context() as patch:
        patch.setattr(model, "encode", stopping)
        other = [ChatMessage("user", "A question of quite some length indeed")]
        events = list(engine.generate(other, OPTIONS, stop))
    assert calls == [7]
    assert finished(events).reason is FinishReason.STOPPED
    assert tokens(list(engine.generate(HELLO, OPTIONS))) == expected


def test_max_new_tokens_is_rounded_up_to_blocks(engine: Engine) -> None:
    events = list(engine.generate(HELLO, GenerationOptions(max_new_tokens=9, seed=1)))
    assert finished(events).blocks == 2


def test_a_reply_fills_the_context_and_says_so(engine: Engine) -> None:
    context = engine.config.max_position_embeddings
    long = [ChatMessage("user", "x" * (context - 40))]
    options = GenerationOptions(max_denoising_steps=1, seed=1)
    events = list(engine.generate(long, options))
    figures = finished(events)
    assert figures.reason is FinishReason.CONTEXT_FULL
    assert context - 8 < figures.prompt_tokens + figures.tokens <= context


@pytest.mark.parametrize("length", [1030, 1_000_000])
def test_a_conversation_too_long_is_refused_before_any_work(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    expected = list(engine.generate(HELLO, OPTIONS))

    def forbidden(*_: object) -> None:
        raise AssertionError("no work was expected")

    with monkeypatch.context() as patch:
        patch.setattr(engine._session.model, "encode", forbidden)
        with pytest.raises(ContextTooLong) as caught:
            list(engine.generate([ChatMessage("user", "word " * (length // 5))], OPTIONS))
    assert "\n" not in str(caught.value)
    again = list(engine.generate(HELLO, OPTIONS))
    assert tokens(again) == tokens(expected)
    assert prefilled(again).reused_tokens == prefilled(expected).prompt_tokens


@pytest.mark.parametrize(
    "messages",
    [
        [],
        [ChatMessage("user", "")],
        [ChatMessage("user", " \n\t")],
        [ChatMessage("system", "only this")],
        [ChatMessage("user", "a"), ChatMessage("assistant", "")],
        [ChatMessage("robot", "a"), ChatMessage("user", "b")],
    ],
)
def test_messages_without_a_question_are_refused(
    engine: Engine, messages: list[ChatMessage]
) -> None:
    with pytest.raises(InvalidRequest):
        engine.generate(messages, OPTIONS)


def test_a_reply_that_is_gone_on_with_goes_on_from_its_own_tokens(
    load_engine: Callable[[str], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = load_engine("talkative")
    prompts: list[list[int]] = []
    prefill = Session.prefill

    def spy(session: Session, prompt: list[int], stop: threading.Event) -> int | None:
        prompts.append(prompt)
        return prefill(session, prompt, stop)

    monkeypatch.setattr(Session, "prefill", spy)
    begun = ChatMessage("assistant", "I am a small model and")
    list(engine.generate(HELLO, OPTIONS))
    events = list(engine.generate([*HELLO, begun], OPTIONS))
    whole, longer = prompts
    assert longer[: len(whole)] == whole
    assert engine._tokenizer.decode(longer[len(whole) :]) == begun.content
    assert prefilled(events).reused_tokens == len(whole)
    assert blocks(events)[0].block == 0


def test_temperatures_upside_down_are_refused(engine: Engine) -> None:
    with pytest.raises(InvalidRequest):
        engine.generate(HELLO, GenerationOptions(t_min=0.9))


def test_an_unloaded_engine_refuses(engine: Engine) -> None:
    engine.unload()
    with pytest.raises(InvalidRequest):
        engine.generate(HELLO, OPTIONS)


def test_the_engine_says_what_it_is(saved: Callable, load_engine: Callable[[str], Engine]) -> None:
    engine = load_engine("top1")
    assert engine.name == "top1"
    assert engine.folder == saved("top1")[0]
    assert engine.canvas_length == 16
    assert engine.device == "cpu"
    assert any("vision" in note for note in engine.notes)


@pytest.mark.parametrize("dtype", ["auto", "float32", "bfloat16"])
def test_every_dtype_generates(saved: Callable, dtype: str) -> None:
    engine = Engine.load(str(saved("plain")[0]), dtype=dtype)
    events = list(engine.generate(HELLO, GenerationOptions(max_new_tokens=16, seed=1)))
    assert len(tokens(events)) == 16


def test_a_folder_that_does_not_exist_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelFilesError):
        Engine.load(tmp_path / "nothing")


def test_a_file_in_place_of_a_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ModelFilesError):
        Engine.load(tmp_path / "file")


def test_unknown_devices_and_dtypes_are_refused(saved: Callable) -> None:
    for wishes in ({"device": "abacus"}, {"dtype": "int3"}):
        with pytest.raises(InvalidRequest):
            Engine.load(saved("plain")[0], **wishes)


def test_files_of_two_models_are_told_apart(saved: Callable, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(saved("plain")[0], tmp_path / "mixed"))
    shutil.copy(saved("talkative")[0] / "tokenizer.json", folder)
    with pytest.raises(ModelFilesError, match="belong together"):
        Engine.load(folder)


def test_another_architecture_is_refused_before_its_weights_are_read(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "gemma3"}))
    with pytest.raises(UnsupportedModel, match="gemma3"):
        Engine.load(tmp_path)


def test_loading_on_a_cpu_leaves_a_core_to_others(load_engine: Callable[[str], Engine]) -> None:
    cores = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(cores)
        load_engine("plain")
        assert torch.get_num_threads() == max(1, cores - 1)
    finally:
        torch.set_num_threads(before)
