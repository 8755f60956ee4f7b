"""What a person changes about the view: size of text, noise of the canvas, all the settings."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from app.controllers.settings_controller import SettingsController
from app.settings import NOISE_LEVELS, TEXT_SIZES, Settings
from app.ui.actions import Actions, MenuName
from app.ui.settings_dialog import SettingsDialog


class ViewActions(QObject):
    """The View menu: writes the settings and shows what they are."""

    def __init__(self, actions: Actions, settings: SettingsController, window: QWidget) -> None:
        super().__init__(window)
        self._settings, self._window = settings, window
        self._noise: dict[str, QAction] = {}
        self._fill_menu(actions)
        settings.changed.connect(self.show_settings)
        self.show_settings(settings.current)

    def show_settings(self, settings: Settings) -> None:
        """Check what is chosen."""
        self._noise[settings.noise].setChecked(True)
        self._motion.setChecked(settings.reduced_motion)

    def open_settings(self) -> None:
        """Show the settings window."""
        dialog = SettingsDialog(self._settings, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _fill_menu(self, actions: Actions) -> None:
        self._add_noise(actions)
        view = MenuName.VIEW
        motion = self.tr("Reduce &motion")
        toggle = self._set_reduced_motion
        self._motion = actions.add(
            view, "reduce_motion", motion, toggle, "Ctrl+Shift+M", is_checkable=True
        )
        actions.menu(view).addSeparator()
        larger = actions.add(
            view, "text_larger", self.tr("&Larger text"), lambda: self._resize(1), "Ctrl++"
        )
        larger.setShortcuts([larger.shortcut(), QKeySequence("Ctrl+=")])
        smaller, usual = self.tr("Smaller te&xt"), self.tr("&Usual text size")
        actions.add(view, "text_smaller", smaller, lambda: self._resize(-1), "Ctrl+-")
        actions.add(view, "text_usual", usual, self._usual_size, "Ctrl+0")
        actions.menu(view).addSeparator()
        actions.add(view, "settings", self.tr("&Settings…"), self.open_settings, "Ctrl+,")

    def _resize(self, steps: int) -> None:
        place = TEXT_SIZES.index(self._settings.current.text_size) + steps
        if 0 <= place < len(TEXT_SIZES):
            self._settings.change(text_size=TEXT_SIZES[place])

    def _usual_size(self) -> None:
        self._settings.change(text_size=Settings().text_size)

    def _add_noise(self, actions: Actions) -> None:
        menu = actions.menu(MenuName.VIEW).addMenu(self.tr("&Noise"))
        group = QActionGroup(self)
        words = {
            "calm": self.tr("&Calm: only what has settled"),
            "draft": self.tr("&Draft: guesses too, faintly"),
            "raw": self.tr("&Raw: everything"),
        }
        for number, level in enumerate(NOISE_LEVELS, 1):
            action = actions.add(
                menu,
                f"noise_{level}",
                words[level],
                self._noise_setter(level),
                f"Ctrl+{number}",
                is_checkable=True,
            )
            group.addAction(action)
            self._noise[level] = action

    def _noise_setter(self, level: str) -> Callable[[], object]:
        return lambda: self._settings.change(noise=level)

    def _set_reduced_motion(self) -> None:
        self._settings.change(reduced_motion=self._motion.isChecked())
