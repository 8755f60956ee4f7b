"""Puts the program's language in place: its texts, Qt's own, and how dates and numbers look."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.paths import resource


def use_language(language: str) -> None:
    """Show what is made from now on in ``language``; "" is the system's, if we have it.

    Texts that a widget already shows stay as they are.
    """
    program = QCoreApplication.instance()
    assert program is not None
    for old in program.findChildren(QTranslator):
        program.removeTranslator(old)
        old.deleteLater()
    locale = locale_for(language)
    QLocale.setDefault(locale)
    code = QLocale.languageToCode(locale.language())
    own = resource("translations")
    for folder, name in ((_qt_folder(), f"qtbase_{code}"), (own, "sfumato_en")):
        _install(program, folder, name)
    if code != "en":
        _install(program, own, f"sfumato_{code}")


def locale_for(language: str) -> QLocale:
    """How the shown language writes; of the system's country where that speaks it.

    Numbers of another language between our words would be misread: 1.234 is two things.
    """
    system = QLocale.system()
    systems = QLocale.languageToCode(system.language())
    is_ours = (resource("translations") / f"sfumato_{systems}.qm").exists()
    wanted = language or (systems if is_ours else "en")
    return QLocale(system.language(), system.territory()) if wanted == systems else QLocale(wanted)


def _qt_folder() -> Path:
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))


def _install(program: QCoreApplication, folder: Path, name: str) -> None:
    """A language that we do not have is left out; English texts are in the code."""
    translator = QTranslator(program)
    if translator.load(str(folder / f"{name}.qm")):
        program.installTranslator(translator)
    else:
        translator.deleteLater()
