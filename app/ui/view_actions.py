"""What a person changes about the view: the noise of the canvas and its motion."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from app.controllers.settings_controller import SettingsController
from app.settings import NOISE_LEVELS, Settings
from app.ui.actions import Actions, MenuName


class ViewActions(QObject):
    """The View menu: writes the settings and shows what they are."""

    def __init__(self, actions: Actions, settings: SettingsController, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._noise: dict[str, QAction] = {}
        self._fill_menu(actions)
        settings.changed.connect(self.show_settings)
        self.show_settings(settings.current)

    def show_settings(self, settings: Settings) -> None:
        """Check what is chosen."""
        self._noise[settings.noise].setChecked(True)
        self._motion.setChecked(settings.reduced_motion)

    def _fill_menu(self, actions: Actions) -> None:
        menu = actions.menu(MenuName.VIEW).addMenu(self.tr("&Noise"))
        group = QActionGroup(self)
        words = {
            "calm": self.tr("&Calm: only what has settled"),
            "draft": self.tr("&Draft: guesses too, faintly"),
            "raw": self.tr("&Raw: everything"),
        }
        for level in NOISE_LEVELS:
            set_level = self._noise_setter(level)
            action = actions.add(menu, f"noise_{level}", words[level], set_level, is_checkable=True)
            group.addAction(action)
            self._noise[level] = action
        self._motion = actions.add(
            MenuName.VIEW,
            "reduce_motion",
            self.tr("Reduce &motion"),
            self._set_reduced_motion,
            is_checkable=True,
        )

    def _noise_setter(self, level: str) -> Callable[[], None]:
        return lambda: self._settings.change(noise=level)

    def _set_reduced_motion(self) -> None:
        self._settings.change(reduced_motion=self._motion.isChecked())
