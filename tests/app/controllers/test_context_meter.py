"""The meter's sum is near the real prompt, and long texts cost nothing to measure again."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.controllers.context_count import ContextCount
from app.controllers.context_meter import ContextMeter
from app.paths import built_in_model
from engine import ChatMessage
from engine.tokenizer import Tokenizer

TALK = [
    ChatMessage("system", "You are a patient teacher."),
    ChatMessage("user", "Hello, who are you and what can you do for me today?"),
    ChatMessage("assistant", "I am Sfumato's small starter model. " * 20),
    ChatMessage("user", "Thanks!"),
    ChatMessage("assistant", "You are welcome."),
]


def test_sum_is_within_a_few_tokens_of_the_prompt() -> None:
    tokenizer = Tokenizer.from_folder(built_in_model())

    def count(messages: Sequence[ChatMessage]) -> int:
        return len(tokenizer.encode_chat(messages, thinking=False))

    use = ContextMeter(count, 8000).measure(TALK, "And one more question?")
    real = count([*TALK, ChatMessage("user", "And one more question?")])
    assert abs(use.total - real) <= 2 * len(TALK)
    assert use.fits
    assert min(use.system, use.conversation, use.typed) > 0


def test_each_text_is_counted_once() -> None:
    asked: list[str] = []

    def count(messages: Sequence[ChatMessage]) -> int:
        asked.append(messages[0].content)
        return 4 + len(messages[0].content.split())

    meter = ContextMeter(count, 10)
    for typed in ("a b", "a b c"):
        meter.measure(TALK, typed)
    assert len(asked) == len(set(asked))


def test_a_very_long_text_is_estimated_from_its_beginning() -> None:
    longest = 0

    def count(messages: Sequence[ChatMessage]) -> int:
        nonlocal longest
        longest = max(longest, len(messages[0].content))
        return 4 + len(messages[0].content) // 2

    use = ContextMeter(count, 1000).measure([], "ab" * 500_000)
    assert longest <= 60_000
    assert 490_000 < use.total < 510_000
    assert not use.fits


def test_a_prompt_of_any_length_is_counted_once_and_forgotten_with_its_conversation() -> None:
    asked: list[str] = []

    def count(messages: Sequence[ChatMessage]) -> int:
        asked.append(messages[0].content)
        return 5

    meter = ContextMeter(count, 10)
    prompt = [ChatMessage("user", f"message {number}") for number in range(20_000)]
    for typed in ("x", "y"):
        meter.measure(prompt, typed)
    assert len(asked) == len(set(asked))
    meter.measure(prompt[:1], "a")
    assert len(meter._known) == 2


def test_long_prompt_is_counted_in_slices_and_the_newest_wish_is_answered(qtbot: QtBot) -> None:
    longest, began = 0.0, time.perf_counter()

    def count(messages: Sequence[ChatMessage]) -> int:
        time.sleep(0.001)
        return 5

    def tick() -> None:
        nonlocal longest, began
        longest, began = max(longest, time.perf_counter() - began), time.perf_counter()

    prompt = [ChatMessage("user", f"message {number}") for number in range(600)]
    counting, uses = ContextCount(), []
    counting.counted.connect(uses.append)
    timer = QTimer(interval=1)
    timer.timeout.connect(tick)
    timer.start()
    meter = ContextMeter(count, 10)
    counting.ask(meter, prompt[:400], "old")
    counting.ask(meter, prompt, "new words")
    qtbot.waitUntil(lambda: bool(uses), timeout=10_000)
    timer.stop()
    assert uses == [meter.measure(prompt, "new words")]
    assert longest < 0.3  # all at once it would take 0.6 s at least
