"""Saves pictures of the whole screen: for each file name on a line, the picture, then "saved"."""

import sys

from PySide6.QtGui import QGuiApplication


def main() -> None:
    """Serve file names from standard input until it ends."""
    qt = QGuiApplication(sys.argv)
    for line in sys.stdin:
        is_saved = qt.primaryScreen().grabWindow(0).save(line.strip())
        sys.stdout.write("saved\n" if is_saved else "failed\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
