"""The line below a reply."""

from app.storage.records import ReplyStatistics
from app.ui.reply_figures import footer_text


def figures(steps: tuple[int, ...] = (14,)) -> ReplyStatistics:
    return ReplyStatistics(1212, 5.12, 236.7, steps, 0.2)


def test_footer_names_model_tokens_seconds_rate_and_steps() -> None:
    assert (
        footer_text("Starter", figures())
        == "Starter · 1,212 tokens · 5.1\xa0s · 237 tokens a second · 14 steps"
    )


def test_steps_of_several_blocks_are_added_up() -> None:
    assert footer_text(None, figures((14, 9))).endswith("23 steps in 2 blocks")


def test_unknown_figures_are_left_out() -> None:
    assert footer_text("Starter", None) == "Starter"
    assert footer_text(None, None) == ""
    assert "step" not in footer_text("m", figures(()))


def test_a_reply_without_tokens_has_no_rate() -> None:
    nothing = ReplyStatistics(0, 2.0, 0.0, (), None)
    assert footer_text("m", nothing) == "m · 0 tokens · 2.0\xa0s"


def test_one_token_is_singular() -> None:
    assert "1 token ·" in footer_text("m", ReplyStatistics(1, 1, 1.0, (1,), None))
