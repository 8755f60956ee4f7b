"""The words that an export adds to a conversation; a translation is another such record."""

from dataclasses import dataclass

from app.storage.records import Message, MessageState


@dataclass(frozen=True, slots=True)
class ExportWords:
    """Names of the speakers, and what is said under a reply that did not end by itself."""

    you: str = "You"
    reply: str = "Reply"
    thought: str = "Thought"
    stopped: str = "This reply was stopped."
    interrupted: str = "This reply was interrupted."
    cut: str = "This reply reached its limit."
    failed: str = "This reply failed."
    forming: str = "This reply was still forming when it was exported."

    def speaker(self, message: Message) -> str:
        """Who speaks."""
        return self.you if message.role == "user" else self.reply

    def note(self, message: Message) -> str:
        """How a reply ended; empty for one that is complete."""
        match message.state:
            case MessageState.COMPLETE:
                return ""
            case MessageState.STOPPED:
                return self.stopped
            case MessageState.INTERRUPTED:
                return self.interrupted
            case MessageState.CUT:
                return self.cut
            case MessageState.FAILED:
                return message.error or self.failed
            case MessageState.GENERATING:
                return self.forming
