"""What stands below the last message of a conversation: what it waits for, and the ways on."""

from PySide6.QtWidgets import QWidget

from app.controllers.run_status import ReplyActivity
from app.storage.records import Message
from app.ui.banner import Banner, WayOut
from app.ui.message_body import REPLY_INDENT
from app.ui.reply_ending import ways_out_of


class Tail(Banner):
    """Nothing to be seen where there is nothing to say or do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(REPLY_INDENT, 10, REPLY_INDENT, 10)

    def show_after(self, last: Message | None, activity: ReplyActivity) -> None:
        """Follow this message; none while a reply forms in its place."""
        if last is None:
            self.hide()
            return
        ways = ways_out_of(last, activity)
        words = self.tr("This message has no answer yet.") if WayOut.ANSWER in ways else ""
        if last.role == "user" and activity is ReplyActivity.ACTIVE:
            words = self.tr(
                "Your message is saved and will be answered as soon as the model is ready."
            )
        if words or ways:
            self.show_problem(words, ways)
        else:
            self.hide()
