"""One running program for each data folder: a second start raises the window of the first."""

import hashlib
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1500
_RAISE, _DONE = b"raise\n", b"done\n"


def raise_first(folder: Path) -> bool:
    """Ask the program that runs on this data folder to show itself; False if none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(_RAISE)
    socket.waitForBytesWritten(_WAIT_MS)
    has_answered = socket.waitForReadyRead(_WAIT_MS) and bytes(socket.readLine().data()) == _DONE
    socket.disconnectFromServer()
    return has_answered


class InstanceServer(QObject):
    """Listens on a local socket that only this user may open."""

    raise_wanted = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        QLocalServer.removeServer(_name(folder))  # left by a crash; the lock file is ours by now
        self._server.listen(_name(folder))

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _on_connection(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(partial(self._listen, socket))
            self._listen(socket)  # its words may have come before

    def _listen(self, socket: QLocalSocket) -> None:
        if socket.canReadLine() and bytes(socket.readLine().data()) == _RAISE:
            socket.write(_DONE)
            socket.flush()
            self.raise_wanted.emit()


def _name(folder: Path) -> str:
    return f"sfumato-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]}"
