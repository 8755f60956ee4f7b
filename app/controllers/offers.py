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


def offers_for(message: Message, activity: ReplyActivity, *, is_last: bool) -> frozenset[str]:
    """Names of actions; what changes the conversation only while no reply forms in it."""
    if activity is not ReplyActivity.IDLE:
        return frozenset(ALWAYS)
    offers = {*ALWAYS, "regenerate", "delete_message"}
    if message.role == "user":
        offers.add("edit_message")
    elif is_last and can_go_on(message):
        offers.add("continue_reply")
    return frozenset(offers)


def can_go_on(message: Message) -> bool:
    """Whether a reply ended before its end and left something to go on from."""
    has_words = bool(message.text or message.thought)
    return message.role != "user" and message.state in _UNFINISHED and has_words
