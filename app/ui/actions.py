"""Every action of the window by name, for menus, the palette and the list of shortcuts."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu


class MenuName(StrEnum):
    """The menus of the menu bar, in order; one without actions is not shown."""

    CONVERSATION = "conversation"
    EDIT = "edit"
    MESSAGE = "message"
    MODEL = "model"
    VIEW = "view"
    DATA = "data"
    HELP = "help"


class Actions(QObject):
    """Makes the menus of ``window`` and its actions; names are unique and say what is done."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._by_name: dict[str, QAction] = {}
        self._menus = {name: self._menu(window, name) for name in MenuName}

    def menu(self, name: MenuName) -> QMenu:
        """A menu of the menu bar, for separators and submenus."""
        return self._menus[name]

    def add(
        self,
        menu: MenuName | QMenu,
        name: str,
        words: str,
        do: Callable[[], object],
        shortcut: str = "",
        *,
        is_checkable: bool = False,
    ) -> QAction:
        """An action at the end of ``menu``. ``words`` are translated, with a mnemonic."""
        assert name not in self._by_name, f"two actions called {name}"
        place = self._menus[menu] if isinstance(menu, MenuName) else menu
        action = place.addAction(words)
        action.setObjectName(name)
        action.setCheckable(is_checkable)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _checked=False: do())
        if isinstance(menu, MenuName):
            place.menuAction().setVisible(True)
        self._by_name[name] = action
        return action

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def listed(self) -> list[QAction]:
        """All actions in the order they were added."""
        return list(self._by_name.values())

    def _menu(self, window: QMainWindow, name: MenuName) -> QMenu:
        menu = window.menuBar().addMenu(_title(name))
        menu.setObjectName(name)
        menu.menuAction().setVisible(False)
        return menu


def _title(name: MenuName) -> str:
    def words(text: str) -> str:
        return QCoreApplication.translate("Menus", text)

    match name:
        case MenuName.CONVERSATION:
            return words("&Conversation")
        case MenuName.EDIT:
            return words("&Edit")
        case MenuName.MESSAGE:
            return words("Me&ssage")
        case MenuName.MODEL:
            return words("&Model")
        case MenuName.VIEW:
            return words("&View")
        case MenuName.DATA:
            return words("&Data")
        case MenuName.HELP:
            return words("&Help")
