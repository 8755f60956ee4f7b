"""What a repository of the hub holds, asked by a process of its own. Opens no socket."""

from PySide6.QtCore import QObject, Signal

from app.controllers.download_process import DownloadProcess
from app.controllers.model_library import LookUp, LookUpPhase
from app.wording import own_error
from engine.download_events import DownloadEvent, Failed, Found
from engine.errors import EngineError
from engine.repository import entries_of, remarks_on


class RepositoryQuestion(QObject):
    """One question at a time; ``state`` is the last one and its answer."""

    changed = Signal(object)  # LookUp

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = LookUp()
        self._process = DownloadProcess(self)
        self._process.event_came.connect(self._on_answer)

    def ask(self, repository: str) -> None:
        """Ask the hub what a repository holds; ``repository`` may be its web address."""
        self._process.stop()
        name = repository_name(repository)
        self._set(LookUp(LookUpPhase.ASKING, name))
        self._process.start([name, "--look-up"])

    def _on_answer(self, event: DownloadEvent) -> None:
        name = self.state.repository
        try:
            if isinstance(event, Found):
                self._set(
                    LookUp(LookUpPhase.ANSWERED, name, entries_of(event), remarks=remarks_on(event))
                )
            elif isinstance(event, Failed):
                raise EngineError(event.sentence)
        except EngineError as error:
            self._set(LookUp(LookUpPhase.FAILED, name, sentence=own_error(error)))

    def _set(self, state: LookUp) -> None:
        self.state = state
        self.changed.emit(state)

    def shutdown(self) -> None:
        """End the process."""
        self._process.stop()


def repository_name(typed: str) -> str:
    """``owner/name`` out of what a person typed or pasted, such as a page's address."""
    name = typed.strip().split("?")[0].split("#")[0]
    if "://" in name:
        name = "/".join(name.split("://", 1)[1].split("/")[1:3])
    return name.strip("/")
