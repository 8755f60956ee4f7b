"""The meter's sum is near the real prompt, and long texts cost nothing to measure again."""

from collections.abc import Sequence

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
