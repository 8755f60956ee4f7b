"""The calm look of the window: a palette, a style sheet over it and the size of text."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from app.paths import resource
from app.settings import Settings
from app.ui.outlined_style import OutlinedStyle
from app.ui.palettes import Look, palette_of

_HEADING = 1.7  # of the text's size


def look_for(theme: str, scheme: Qt.ColorScheme, *, wants_contrast: bool) -> Look:
    """The look for a theme of the settings; ``scheme`` and contrast are the system's wishes.

    A scheme that the system does not tell is light.
    """
    is_dark = theme == "dark" or (theme != "light" and scheme == Qt.ColorScheme.Dark)
    if theme == "contrast" or (theme == "system" and wants_contrast):
        return Look.CONTRAST_DARK if is_dark else Look.CONTRAST_LIGHT
    return Look.DARK if is_dark else Look.LIGHT


def style_sheet(text_points: float, *, is_contrast: bool) -> str:
    """The rules over the palette, for text of this many points."""
    sheet = _STYLE_SHEET.replace("HEADING", f"{text_points * _HEADING:.1f}")
    sheet = sheet.replace("ICONS", resource("icons").as_posix())
    return sheet + (_CONTRAST_RULES if is_contrast else "")


class Appearance(QObject):
    """Keeps the program's look as the settings and the system want it."""

    def __init__(self, qt: QApplication) -> None:
        super().__init__(qt)
        self._qt = qt
        self._points = qt.font().pointSizeF()
        self._settings = Settings()
        self._applied: tuple[Look, int] | None = None
        qt.setStyle(OutlinedStyle())
        hints = qt.styleHints()
        hints.colorSchemeChanged.connect(self._apply)
        hints.accessibility().contrastPreferenceChanged.connect(self._apply)
        self._apply()

    def show_settings(self, settings: Settings) -> None:
        """Take the theme and the size of text from the settings."""
        self._settings = settings
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(settings.theme)
        self._qt.styleHints().setColorScheme(scheme or Qt.ColorScheme.Unknown)
        self._apply()

    def _apply(self) -> None:
        hints, settings = self._qt.styleHints(), self._settings
        contrast = hints.accessibility().contrastPreference()
        wants_contrast = contrast == Qt.ContrastPreference.HighContrast
        look = look_for(settings.theme, hints.colorScheme(), wants_contrast=wants_contrast)
        if self._applied == (look, settings.text_size):
            return
        self._applied = look, settings.text_size
        points = self._points * settings.text_size / 100
        font = QFont(self._qt.font())
        font.setPointSizeF(points)
        self._qt.setFont(font)
        self._qt.setPalette(palette_of(look))
        self._qt.setStyleSheet(style_sheet(points, is_contrast=look.is_contrast))


_CONTRAST_RULES = """
QPushButton:focus, QAbstractItemView:focus, QComboBox:focus, QLineEdit:focus, QCheckBox:focus,
#composerFrame[focused="true"] { border: 2px solid palette(highlight); }
#sidebar { border-right: 1px solid palette(window-text); }
#send:disabled { background: palette(base); border: 1px dashed palette(placeholder-text); }
#downloadRow QProgressBar, #transferBar QProgressBar { background: palette(base);
    border: 1px solid palette(text); }
"""
_STYLE_SHEET = """
QComboBox, QDialog QPushButton, QDialog QLineEdit {
    background: palette(base); color: palette(text);
    border: 1px solid palette(mid); border-radius: 8px; padding: 5px 10px; }
QDialog QPushButton { padding: 6px 14px; }
QDialog QPushButton:default { font-weight: 600; }
QComboBox:hover, QComboBox:focus, QDialog QPushButton:hover, QDialog QPushButton:focus,
QDialog QLineEdit:focus { border-color: palette(highlight); }
QComboBox:disabled, QDialog QPushButton:disabled {
    background: transparent; color: palette(placeholder-text); border-color: palette(midlight); }
QDialog QLineEdit, QDialog QPlainTextEdit { placeholder-text-color: palette(placeholder-text); }
QDialog QListWidget, QDialog QPlainTextEdit { background: palette(base); color: palette(text);
    border: 1px solid palette(mid); border-radius: 8px; padding: 4px; }
QDialog QListWidget:focus, QDialog QPlainTextEdit:focus { border-color: palette(highlight); }
QDialog QAbstractSpinBox QLineEdit { border: none; padding: 0; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url(ICONS/down.svg); width: 12px; height: 12px; }
#sidebar { background: palette(alternate-base); }
#conversations, #searchHits { background: transparent; border: 1px solid transparent;
    border-radius: 8px; }
#conversations:focus, #searchHits:focus { border-color: palette(highlight); }
#transcript, #transcriptBody, #emptyState, #welcomePage { background: palette(window); }
QSplitter::handle { background: palette(midlight); }
#topBar { background: palette(window); border-bottom: 1px solid palette(midlight); }
#title { font-weight: 600; }
#shaping { background: transparent; color: palette(placeholder-text); padding: 5px 18px 5px 10px;
    border: 1px solid palette(midlight); border-radius: 8px; }
#shaping:hover, #shaping:focus { border-color: palette(highlight); color: palette(text); }
#shaping::menu-indicator { subcontrol-position: right center; right: 6px; }
#contextWords { color: palette(placeholder-text); }
#emptyHeading { font-size: HEADINGpt; font-weight: 600; }
#emptyWords { color: palette(placeholder-text); }
#composerFrame { background: palette(base); border: 1px solid palette(mid); border-radius: 14px; }
#composerFrame[focused="true"] { border-color: palette(highlight); }
#composer { background: transparent; border: none; }
#banner { background: palette(base); border: 1px solid palette(mid);
          border-left: 4px solid palette(bright-text); border-radius: 8px; margin-top: 12px; }
#undoBar { background: palette(window-text); border-radius: 10px; }
#undoBar QLabel { color: palette(window); }
#undoBar QPushButton { background: transparent; color: palette(window); font-weight: 600;
    border: 1px solid palette(window); border-radius: 8px; padding: 5px 12px; }
#queueBar { background: palette(base); border: 1px solid palette(mid); border-radius: 10px; }
#queueWords { color: palette(placeholder-text); }
#queueBar QPushButton, #queue { background: transparent; color: palette(text);
    border: 1px solid palette(mid); border-radius: 8px; padding: 4px 10px; }
#queueBar QPushButton:hover, #queueBar QPushButton:focus, #queue:hover, #queue:focus {
    border-color: palette(highlight); }
#nothingListed { color: palette(placeholder-text); padding: 12px 6px; }
#tail { background: transparent; border: none; }
#tail QLabel { color: palette(placeholder-text); }
#banner QPushButton, #tail QPushButton, #transferBar QPushButton, #examplePrompt,
#newConversation, #toggleSidebar,
#closeSidebar, #removePaste, #welcomeBegin, #welcomeModels {
    background: palette(base); color: palette(button-text);
    border: 1px solid palette(mid); border-radius: 8px; padding: 6px 12px; }
#examplePrompt { padding: 10px 14px; text-align: left; }
#newConversation { padding: 8px 12px; text-align: left; }
#toggleSidebar, #closeSidebar { padding: 5px 9px; background: transparent;
    border-color: transparent; }
#banner QPushButton:hover, #tail QPushButton:hover, #transferBar QPushButton:hover,
#examplePrompt:hover, #newConversation:hover,
#toggleSidebar:hover { border-color: palette(highlight); }
#banner QPushButton:focus, #tail QPushButton:focus, #transferBar QPushButton:focus,
#examplePrompt:focus, #newConversation:focus,
#toggleSidebar:focus { border-color: palette(highlight); }
#send { background: palette(highlight); color: palette(highlighted-text);
        border: 1px solid palette(highlight); border-radius: 9px; padding: 6px 16px;
        font-weight: 600; }
#send:disabled { background: palette(midlight); color: palette(placeholder-text);
                 border-color: palette(midlight); }
#send[stops="true"] { background: transparent; color: palette(text);
                      border-color: palette(placeholder-text); }
#settingsHeading { font-weight: 700; padding-top: 12px; }
#settingExplanation { color: palette(placeholder-text); }
#paletteField { padding: 8px; }
#modelRow, #entryRow, #downloadRow, #transferBar { background: palette(base);
    border: 1px solid palette(mid); border-radius: 8px; }
#partHeading { font-weight: 700; padding-top: 12px; }
#downloadRow QProgressBar, #transferBar QProgressBar { max-height: 8px; border: none;
    border-radius: 4px; background: palette(midlight); }
#downloadRow QProgressBar::chunk, #transferBar QProgressBar::chunk { border-radius: 4px;
    background: palette(highlight); }
#modelTitle { font-weight: 600; }
#modelFit { font-weight: 600; }
#modelWords { color: palette(placeholder-text); }
#modelProblem { color: palette(bright-text); }
#searchField, #findField, #settingsSearch { background: palette(base); padding: 5px 8px;
    border: 1px solid palette(mid); border-radius: 8px; }
#searchField:focus, #findField:focus, #settingsSearch:focus { border-color: palette(highlight); }
#findPrevious, #findNext, #findClose { min-width: 22px; padding: 4px 6px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: palette(mid); border-radius: 4px; min-height: 32px;
                              margin: 2px; }
QScrollBar::handle:vertical:hover { background: palette(placeholder-text); }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
#send:focus { border-color: palette(text); }
"""
