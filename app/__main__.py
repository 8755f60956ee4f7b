"""Starts the program: ``python -m app [--data-dir DIR] [--model DIR]``."""

import argparse
import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from app.application import Application
from app.controllers.engine_worker import DeviceLoader
from app.controllers.model_controller import ModelState, ModelStatus
from app.opening import AlreadyRunning, StartupError
from app.paths import resource
from app.single_instance import raise_first
from app.translation import use_language
from app.ui.appearance import Appearance
from engine import Engine
from engine.cli import main as engine_main
from engine.network_switches import go_offline


def main(argv: Sequence[str] | None = None, load_engine: DeviceLoader = Engine.load) -> int:
    """Run the program until its window is closed; returns the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["--engine"]:  # a packaged program has no other Python to run it with
        return engine_main(given[1:])
    arguments = _parser().parse_args(given)
    os.umask(0o077)  # what is written here is its person's alone
    go_offline()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setApplicationName("sfumato")
    qt.setApplicationDisplayName("Sfumato")
    qt.setDesktopFileName("sfumato")
    qt.setWindowIcon(QIcon(str(resource("icons/sfumato.svg"))))
    use_language("")  # until the settings are read
    appearance = Appearance(qt)
    while True:
        status, is_to_restart = _run(qt, appearance, arguments, load_engine)
        if not is_to_restart:
            return status


def _run(
    qt: QApplication,
    appearance: Appearance,
    arguments: argparse.Namespace,
    load_engine: DeviceLoader,
) -> tuple[int, bool]:
    """From an open data folder to a closed one; whether to begin again, and else the status."""
    try:
        application = Application(arguments.data_dir, arguments.model, load_engine)
    except AlreadyRunning as error:
        if raise_first(error.folder):
            return 0, False
        _show_error(str(error))
        return 1, False
    except StartupError as error:
        _show_error(str(error))
        return 1, False
    appearance.show_settings(application.settings.current)
    application.settings.changed.connect(appearance.show_settings)
    application.model.status_changed.connect(spare_collector)
    application.catch_unexpected_errors()
    application.show()
    status = qt.exec()
    application.window.hide()
    if not application.close():
        os._exit(status)  # the engine thread does not answer; everything is saved
    application.settings.changed.disconnect(appearance.show_settings)
    application.window.deleteLater()
    if application.failure:
        _show_error(application.failure)
    return status, application.data.before_restart is not None


def spare_collector(status: ModelStatus) -> None:
    """Once the first model stands, keep what the start made out of the collector's walks.

    torch brings a quarter of a million objects that live to the end. To walk over them takes a
    tenth of a second or more, in which nothing is drawn.
    """
    if status.state is ModelState.READY and not gc.get_freeze_count():
        gc.freeze()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sfumato", description="A private, offline desktop chat.")
    parser.add_argument("--data-dir", type=Path, help="where conversations and settings are kept")
    parser.add_argument("--model", type=Path, help="model folder to use this time")
    return parser


def _show_error(sentence: str) -> None:
    box = QMessageBox(QMessageBox.Icon.Critical, "Sfumato", sentence)
    box.setObjectName("startupError")
    box.exec()


if __name__ == "__main__":
    sys.exit(main())
