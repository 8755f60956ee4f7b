"""How a reply ended, in words, and what is offered below the last message. Pure."""

from PySide6.QtCore import QCoreApplication

from app.controllers.offers import can_go_on
from app.controllers.run_status import ReplyActivity
from app.storage.records import Message, MessageState
from app.ui.banner import WayOut
from app.wording import own_words


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReplyEnding", text)


def note_for(message: Message) -> str:
    """The sentence under a reply that did not end by itself; empty for one that did."""
    match message.state:
        case MessageState.STOPPED:
            return _tr("You stopped this reply.")
        case MessageState.INTERRUPTED:
            return _tr("This reply was interrupted: Sfumato closed before it was complete.")
        case MessageState.CUT:
            return _tr("This reply reached its length limit.")
        case MessageState.FAILED:
            return own_words(message.error or "") or _tr("This reply failed.")
        case _:
            return ""


def ways_out_of(message: Message, activity: ReplyActivity) -> tuple[WayOut, ...]:
    """What to offer below the last message of a conversation."""
    if activity is not ReplyActivity.IDLE:
        return ()
    if message.role == "user":
        return (WayOut.ANSWER,)
    again = (WayOut.CONTINUE, WayOut.RETRY) if can_go_on(message) else (WayOut.RETRY,)
    if message.state is MessageState.FAILED:
        return (*again, WayOut.CHOOSE_MODEL, WayOut.COPY_DETAILS)
    if message.state in (MessageState.STOPPED, MessageState.INTERRUPTED, MessageState.CUT):
        return again
    return ()
