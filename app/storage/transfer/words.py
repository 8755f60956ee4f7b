"""The words that an export adds to a conversation, as sentences that can be translated."""

from dataclasses import dataclass

from app.storage.records import Message, MessageState
from engine.said import said


@dataclass(frozen=True, slots=True)
class ExportWords:
    """Names of the speakers, and what is said under a reply that did not end by itself."""

    you: str = said("You")
    reply: str = said("Reply")
    thought: str = said("Thought")
    stopped: str = said("This reply was stopped.")
    interrupted: str = said("This reply was interrupted.")
    cut: str = said("This reply reached its limit.")
    failed: str = said("This reply failed.")
    forming: str = said("This reply was still forming when it was exported.")

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
