"""The settings window, made from the settings record: a row for every field with a page."""

from collections.abc import Callable
from dataclasses import Field, fields
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.controllers.settings_controller import SettingsController
from app.settings import Settings, SettingsPage, changes_for, rule_of
from app.ui.screen_room import begin_at
from app.ui.setting_words import page_title, words_of
from app.ui.wheel_guard import WheelGuard


class SettingRow(QWidget):
    """Label, explanation and editor of one setting; ``chosen`` carries its new value."""

    chosen = Signal(object)

    def __init__(self, setting: Field[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self._default = setting.name, setting.default
        self._rule, self._words = rule_of(setting), words_of(setting.name)
        self._editor, self._show = self._make_editor()
        self._editor.setObjectName(f"setting_{setting.name}")
        self._editor.setAccessibleName(self._words.label)
        self._editor.setAccessibleDescription(self._words.explanation)
        self._reset = QPushButton(self.tr("Reset"), self)
        self._reset.setAccessibleName(self.tr("Reset: {name}").format(name=self._words.label))
        self._reset.setAutoDefault(False)  # Enter in a field is not meant for it
        self._reset.clicked.connect(lambda: self.chosen.emit(self._default))
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        self._arrange()

    def show_value(self, value: object) -> None:
        """Show what is chosen; a value other than the default can be reset."""
        self._editor.blockSignals(True)
        self._show(value)
        self._editor.blockSignals(False)
        self._reset.setVisible(value != self._default)

    def matches(self, words: list[str]) -> bool:
        """Whether every word occurs in what the row says."""
        choices = " ".join(self._words.choices.values())
        text = f"{self._words.label} {self._words.explanation} {choices}".casefold()
        return all(word in text for word in words)

    def _make_editor(self) -> tuple[QWidget, Callable[[Any], None]]:
        if self._words.choices:
            return self._make_combo()
        if isinstance(self._default, bool):
            box = QCheckBox(self._words.label, self)
            box.clicked.connect(lambda: self.chosen.emit(box.isChecked()))
            return box, box.setChecked
        return self._make_spin_box()

    def _make_combo(self) -> tuple[QWidget, Callable[[Any], None]]:
        combo = QComboBox(self)
        combo.setMinimumContentsLength(8)  # narrower than its longest choice if there is no room
        for value, words in self._words.choices.items():
            combo.addItem(words, value)
        combo.activated.connect(lambda place: self.chosen.emit(combo.itemData(place)))
        return combo, lambda value: combo.setCurrentIndex(combo.findData(value))

    def _make_spin_box(self) -> tuple[QWidget, Callable[[Any], None]]:
        rule = self._rule
        assert rule.least is not None
        assert rule.most is not None
        spin: QSpinBox | QDoubleSpinBox
        if isinstance(self._default, int):
            spin = QSpinBox(self)
            spin.setRange(int(rule.least), int(rule.most))
            spin.setSingleStep(int(rule.step))
            if rule.least < 0:
                spin.setSpecialValueText(self.tr("New each time"))
        else:
            spin = QDoubleSpinBox(self)
            spin.setRange(rule.least, rule.most)
            spin.setSingleStep(rule.step)
        spin.setKeyboardTracking(False)
        WheelGuard(spin)
        spin.valueChanged.connect(self._on_number)
        return spin, spin.setValue

    def _on_number(self, value: float) -> None:
        self.chosen.emit(value if isinstance(self._default, int) else round(value, 4))

    def _arrange(self) -> None:
        first = QHBoxLayout()
        if isinstance(self._editor, QCheckBox):
            first.addWidget(self._editor, 1)
        else:
            label = QLabel(self._words.label, self)
            label.setBuddy(self._editor)
            first.addWidget(label, 1)
            first.addWidget(self._editor)
        first.addWidget(self._reset)
        explanation = QLabel(self._words.explanation, self)
        explanation.setObjectName("settingExplanation")
        explanation.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(2)
        column.addLayout(first)
        column.addWidget(explanation)


class SettingsDialog(QDialog):
    """Every change holds at once; there is nothing to confirm."""

    def __init__(self, settings: SettingsController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(self.tr("Settings"))
        self.setObjectName("settingsDialog")
        self.search = QLineEdit(self)
        self.search.setObjectName("settingsSearch")
        self.search.setPlaceholderText(self.tr("Search settings"))
        self.search.setAccessibleName(self.tr("Search settings"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self._rows: list[SettingRow] = []
        self._headings: list[tuple[QLabel, list[SettingRow]]] = []
        self._arrange()
        settings.changed.connect(self._show_settings)
        self._show_settings(settings.current)
        begin_at(self, 480, 520)

    def _arrange(self) -> None:
        body = QFrame(self)
        column = QVBoxLayout(body)
        for page in SettingsPage:
            self._add_page(page, column)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        reset = buttons.addButton(self.tr("Reset all"), QDialogButtonBox.ButtonRole.ResetRole)
        reset.setObjectName("resetAll")
        reset.clicked.connect(self._reset_all)
        for button in (close, reset):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)

    def _add_page(self, page: SettingsPage, column: QVBoxLayout) -> None:
        heading = QLabel(page_title(page), self)
        heading.setObjectName("settingsHeading")
        heading.setIndent(0)
        column.addWidget(heading)
        rows = [SettingRow(f, self) for f in fields(Settings) if rule_of(f).page is page]
        for row in rows:
            row.chosen.connect(self._changer(row.name))
            column.addWidget(row)
        self._rows += rows
        self._headings.append((heading, rows))

    def _changer(self, name: str) -> Callable[[object], object]:
        return lambda value: self._settings.change(**changes_for(name, value))

    def _show_settings(self, settings: Settings) -> None:
        for row in self._rows:
            row.show_value(getattr(settings, row.name))

    def _filter(self, typed: str) -> None:
        words = typed.casefold().split()
        for heading, rows in self._headings:
            for row in rows:
                row.setVisible(row.matches(words))
            heading.setVisible(any(row.matches(words) for row in rows))

    def _reset_all(self) -> None:
        defaults = Settings()
        self._settings.change(**{row.name: getattr(defaults, row.name) for row in self._rows})
