"""What can be done with a message as it stands; the names are those of the menu's actions. Pure."""

from app.controllers.run_status import ReplyActivity
from app.storage.records import Message, MessageState

ALWAYS = "copy_message", "copy_plain", "fork"
_UNFINISHED = (
    MessageState.STOPPED,
    MessageState.INTERRUPTED,
    MessageState.CUT,
    MessageState.FAILED,
)


def offers_for(
    message: Message, activity: ReplyActivity, *, is_last: bool, has_question: bool
) -> frozenset[str]:
    """Names of actions; what changes the conversation only while no reply forms in it.

    ``has_question``: it is a person's message, or one stands above it.
    """
    if activity is not ReplyActivity.IDLE:
        return frozenset(ALWAYS)
    offers = {*ALWAYS, "delete_message"}
    if has_question:
        offers |= {"regenerate", "edit_message"}  # the question is what is changed
    if is_last and can_go_on(message):
        offers.add("continue_reply")
    return frozenset(offers)


def can_go_on(message: Message) -> bool:
    """Whether a reply ended before its end and left something to go on from."""
    has_words = bool(message.text or message.thought)
    return message.role != "user" and message.state in _UNFINISHED and has_words
