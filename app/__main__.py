"""Starts the program: ``python -m app [--data-dir DIR] [--model DIR]``."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMessageBox

from app.application import Application, StartupError
from app.controllers.engine_worker import DeviceLoader
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
    go_offline()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setApplicationName("sfumato")
    qt.setApplicationDisplayName("Sfumato")
    qt.setDesktopFileName("sfumato")
    appearance = Appearance(qt)
    try:
        application = Application(arguments.data_dir, arguments.model, load_engine)
    except StartupError as error:
        _show_startup_error(str(error))
        return 1
    appearance.show_settings(application.settings.current)
    application.settings.changed.connect(appearance.show_settings)
    application.catch_unexpected_errors()
    application.show()
    status = qt.exec()
    application.window.hide()
    if not application.close():
        os._exit(status)  # the engine thread does not answer; everything is saved
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sfumato", description="A private, offline desktop chat.")
    parser.add_argument("--data-dir", type=Path, help="where conversations and settings are kept")
    parser.add_argument("--model", type=Path, help="model folder to use this time")
    return parser


def _show_startup_error(sentence: str) -> None:
    box = QMessageBox(QMessageBox.Icon.Critical, "Sfumato", sentence)
    box.setObjectName("startupError")
    box.exec()


if __name__ == "__main__":
    sys.exit(main())
