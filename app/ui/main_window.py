"""The one window: puts the widgets together and passes wishes on to the controllers."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QActionGroup,
    QCloseEvent,
    QDesktopServices,
    QGuiApplication,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QMessageBox,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.controllers.chat_controller import ChatController
from app.controllers.model_controller import ModelController, ModelState, ModelStatus
from app.controllers.run_status import ReplyActivity
from app.paths import built_in_model
from app.settings import NOISE_LEVELS, SettingsFile
from app.storage.records import Conversation, Message
from app.ui.banner import Banner, WayOut
from app.ui.canvas_layout import NoiseLevel
from app.ui.composer import Composer
from app.ui.empty_state import EmptyState
from app.ui.run_status import RunStatusLabel
from app.ui.sidebar import Sidebar
from app.ui.transcript import COLUMN_WIDTH, Transcript

NARROW = 640  # pixels: below, the list takes the place of the conversation instead of a column
_NOISE_WORDS = {
    "calm": "&Calm: only what has settled",
    "draft": "&Draft: guesses too, faintly",
    "raw": "&Raw: everything",
}
_OPENABLE = ("http", "https", "mailto")


class MainWindow(QMainWindow):
    """Emits ``first_painted`` once, after the window is on the screen."""

    first_painted = Signal()

    def __init__(
        self, chat: ChatController, model: ModelController, settings: SettingsFile
    ) -> None:
        super().__init__()
        self._chat, self._model, self._settings = chat, model, settings
        self._was_painted = False
        self._shows_list = False  # in a narrow window: the list instead of the conversation
        self._problem_details = ""
        self._banner_is_of_model = False
        self._chosen_folder: Path | None = None
        self._drafts: dict[str, str] = {}
        self._draft_key = ""
        self.setWindowTitle("Sfumato")
        self.setMinimumSize(400, 360)
        self._make_widgets()
        self._make_menus()
        self._connect()
        self._apply_settings()
        self._show_conversation(None, [])
        self._list_conversations()

    # Building

    def _make_widgets(self) -> None:
        self.sidebar = Sidebar()
        self.status = RunStatusLabel()
        self.composer = Composer(self.status)
        self.transcript = Transcript()
        self.empty = EmptyState()
        self.banner = Banner()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.transcript)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_top_bar())
        column.addLayout(_centred(self.banner, (16, 0, 16, 0)))
        column.addWidget(self._stack, 1)
        column.addLayout(_centred(self.composer, (16, 4, 16, 16)))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.sidebar)
        self._splitter.addWidget(self._content)
        self._splitter.setStretchFactor(1, 1)
        self.setCentralWidget(self._splitter)

    def _make_top_bar(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("topBar")
        self._toggle = QPushButton("☰")
        self._toggle.setObjectName("toggleSidebar")
        self._toggle.setAccessibleName("Show or hide the conversations")
        self._toggle.setToolTip("Show or hide the conversations (Ctrl+B)")
        self._title = QLabel()
        self._title.setObjectName("title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setMinimumWidth(40)
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 6, 16, 6)
        row.addWidget(self._toggle)
        row.addWidget(self._title, 1)
        return bar

    def _make_menus(self) -> None:
        chat = self.menuBar().addMenu("&Conversation")
        self._action(chat, "&New conversation", "Ctrl+N", self._chat.new_conversation)
        self._action(chat, "&Previous conversation", "Ctrl+PgUp", lambda: self._step(-1))
        self._action(chat, "N&ext conversation", "Ctrl+PgDown", lambda: self._step(1))
        chat.addSeparator()
        self._needs_conversation = [
            self._action(chat, "&Rename", "F2", self._rename),
            self._action(chat, "E&xport as Markdown…", "Ctrl+Shift+E", self._export_open),
            self._action(chat, "&Delete…", "", self._delete_open),
        ]
        chat.addSeparator()
        self._stop = self._action(chat, "&Stop the reply", "Esc", self._chat.stop)
        self._action(chat, "&Write a message", "Ctrl+L", self.composer.setFocus)
        chat.addSeparator()
        self._action(chat, "&Quit", "Ctrl+Q", self.close)
        model = self.menuBar().addMenu("&Model")
        self._action(model, "&Choose a model folder…", "Ctrl+O", self._choose_model)
        self._action(model, "Use the &built-in model", "", self._use_built_in_model)
        self._action(model, "&Reload the model", "", self._model.reload)
        self._make_view_menu()

    def _make_view_menu(self) -> None:
        view = self.menuBar().addMenu("&View")
        self._action(view, "&Conversations", "Ctrl+B", self._toggle_sidebar)
        noise = view.addMenu("&Noise")
        group = QActionGroup(self)
        self._noise_actions: dict[str, QAction] = {}
        for level in NOISE_LEVELS:
            action = self._action(noise, _NOISE_WORDS[level], "", self._noise_setter(level))
            action.setCheckable(True)
            group.addAction(action)
            self._noise_actions[level] = action
        self._motion = self._action(view, "Reduce &motion", "", self._set_reduced_motion)
        self._motion.setCheckable(True)

    def _action(self, menu: QMenu, words: str, shortcut: str, do: Callable[[], object]) -> QAction:
        action = menu.addAction(words)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _checked=False: do())
        return action

    def _connect(self) -> None:
        chat, sidebar = self._chat, self.sidebar
        self._toggle.clicked.connect(self._toggle_sidebar)
        sidebar.new_requested.connect(chat.new_conversation)
        sidebar.close_requested.connect(self._toggle_sidebar)
        sidebar.opened.connect(self._open)
        sidebar.rename_requested.connect(chat.rename)
        sidebar.delete_requested.connect(self._delete)
        sidebar.export_requested.connect(self._export)
        self.composer.submitted.connect(self._send)
        self.composer.stop_requested.connect(chat.stop)
        self.empty.prompt_chosen.connect(self._send)
        self.transcript.way_out_chosen.connect(self._on_reply_way_out)
        self.transcript.link_requested.connect(self._open_link)
        self.banner.chosen.connect(self._on_banner_way_out)
        chat.conversations_changed.connect(self._list_conversations)
        chat.conversation_opened.connect(self._show_conversation)
        chat.message_added.connect(self._on_message_added)
        chat.reply_began.connect(self.transcript.begin_reply)
        chat.frame_due.connect(self.transcript.show_frame)
        chat.block_committed.connect(self.transcript.commit_block)
        chat.reply_ended.connect(self.transcript.end_reply)
        chat.announced.connect(self._announce)
        chat.status_changed.connect(self.status.show_status)
        chat.activity_changed.connect(self._show_activity)
        chat.storage_failed.connect(self._show_storage_problem)
        self._model.status_changed.connect(self._on_model_status)

    def _apply_settings(self) -> None:
        settings = self._settings.current
        if not self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode("ascii"))):
            self.resize(QSize(1060, 760).boundedTo(self.screen().availableSize() * 0.92))
        self._splitter.setSizes([settings.sidebar_width, 800])
        self._noise_actions[settings.noise].setChecked(True)
        self._motion.setChecked(settings.reduced_motion)
        self.transcript.set_noise(NoiseLevel(settings.noise))
        self.transcript.set_reduced_motion(settings.reduced_motion)
        self._arrange()

    # Showing

    def show_problem(
        self, sentence: str, details: str = "", ways: tuple[WayOut, ...] = (WayOut.DISMISS,)
    ) -> None:
        """Show a sentence above the conversation; ``details`` is what Copy details copies."""
        self._banner_is_of_model = False
        self._problem_details = details
        if details and WayOut.COPY_DETAILS not in ways:
            ways = (WayOut.COPY_DETAILS, *ways)
        self.banner.show_problem(sentence, ways)

    def _show_conversation(
        self, conversation: Conversation | None, messages: list[Message]
    ) -> None:
        self._swap_draft(conversation.id if conversation else "")
        self.transcript.show_conversation(messages)
        self._stack.setCurrentWidget(self.transcript if messages else self.empty)
        self._show_title(conversation)
        self.sidebar.mark_open(conversation.id if conversation else None)
        self._shows_list = False
        self._arrange()
        self.composer.setFocus()

    def _show_title(self, conversation: Conversation | None) -> None:
        title = " ".join(conversation.title.split()) if conversation else "New conversation"
        metrics, width = self._title.fontMetrics(), max(self._content.width() - 90, 120)
        self._title.setText(metrics.elidedText(title, Qt.TextElideMode.ElideRight, width))
        self._title.setToolTip(title)
        self.setWindowTitle(f"{title} · Sfumato")
        for action in self._needs_conversation:
            action.setEnabled(conversation is not None)

    def _list_conversations(self) -> None:
        open_now = self._chat.conversation
        self.sidebar.show_conversations(
            self._chat.conversations(), open_now.id if open_now else None
        )
        if open_now is not None:
            self._show_title(open_now)

    def _on_message_added(self, message: Message) -> None:
        self._draft_key = message.conversation_id
        self._stack.setCurrentWidget(self.transcript)
        self.transcript.add_message(message)

    def _show_activity(self, activity: ReplyActivity) -> None:
        self.composer.show_activity(activity)
        self.transcript.show_activity(activity)
        self._stop.setEnabled(activity is ReplyActivity.ACTIVE)

    def _announce(self, sentence: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _show_storage_problem(self, sentence: str) -> None:
        self.show_problem(sentence)

    def _on_model_status(self, status: ModelStatus) -> None:
        if status.state is ModelState.FAILED and status.failure is not None:
            ways = [WayOut.RETRY, WayOut.CHOOSE_MODEL, WayOut.COPY_DETAILS]
            if status.folder != built_in_model():
                ways.insert(2, WayOut.BUILT_IN_MODEL)
            self.show_problem(status.failure.sentence, status.failure.details, tuple(ways))
            self._banner_is_of_model = True
        elif self._banner_is_of_model:
            self._banner_is_of_model = False
            self.banner.hide()
        if status.state is ModelState.READY:
            self.status.setToolTip("\n".join(status.notes))
            self._remember_model(status.folder)

    def _remember_model(self, folder: Path | None) -> None:
        if folder is not None and folder == self._chosen_folder:
            is_built_in = folder == built_in_model()
            self._change_settings(model_folder=None if is_built_in else str(folder))
            self._chosen_folder = None

    def _arrange(self) -> None:
        """Side by side in a wide window; one at a time in a narrow one."""
        is_narrow = self.width() < NARROW
        wants_list = self._settings.current.sidebar_visible
        self.sidebar.setVisible(self._shows_list if is_narrow else wants_list)
        self._content.setVisible(not (is_narrow and self._shows_list))
        self.sidebar.set_fills_window(is_narrow)

    def _swap_draft(self, key: str) -> None:
        """Keep what was typed for the conversation that is left, bring back the other's."""
        if key != self._draft_key:
            self._drafts[self._draft_key] = self.composer.text
            self._draft_key = key
            self.composer.set_text(self._drafts.pop(key, ""))

    # Wishes

    def _send(self, text: str) -> None:
        came_from_field = text == self.composer.text
        if self._chat.send(text):
            if came_from_field:
                self.composer.clear()
            self.composer.setFocus()

    def _open(self, conversation_id: str) -> None:
        open_now = self._chat.conversation
        if open_now is not None and open_now.id == conversation_id:
            self._shows_list = False
            self._arrange()
            return
        self._chat.open(conversation_id)

    def _step(self, step: int) -> None:
        if conversation_id := self.sidebar.neighbour(step):
            self._open(conversation_id)

    def _rename(self) -> None:
        if self._chat.conversation is not None:
            if self.sidebar.isHidden():
                self._toggle_sidebar()
            self.sidebar.edit_title(self._chat.conversation.id)

    def _delete_open(self) -> None:
        if self._chat.conversation is not None:
            self._delete(self._chat.conversation.id)

    def _delete(self, conversation_id: str) -> None:
        title = next((c.title for c in self._chat.conversations() if c.id == conversation_id), "")
        if self.confirms_deletion(" ".join(title.split())):
            self._chat.delete(conversation_id)

    def confirms_deletion(self, title: str) -> bool:
        """Ask; the answer that keeps the conversation is the default."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Delete conversation")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"Delete “{title}”?")
        box.setInformativeText("All its messages are deleted. This cannot be undone.")
        delete = box.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton("Keep", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is delete

    def _export_open(self) -> None:
        if self._chat.conversation is not None:
            self._export(self._chat.conversation.id)

    def _export(self, conversation_id: str) -> None:
        found = [c for c in self._chat.conversations() if c.id == conversation_id]
        if not found:
            return
        suggested = f"{file_name_for(found[0].title)}.md"
        path, _ = QFileDialog.getSaveFileName(
            self, "Export as Markdown", suggested, "Markdown (*.md)"
        )
        if path:
            self._chat.export(conversation_id, Path(path))

    def _choose_model(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Choose a model folder")
        if folder:
            self.use_model(Path(folder))

    def _use_built_in_model(self) -> None:
        self.use_model(built_in_model())

    def use_model(self, folder: Path) -> None:
        """Switch to a model, and start with it the next time if it loads."""
        self._chosen_folder = folder
        self._model.load(folder)

    def _on_reply_way_out(self, way: WayOut, message_id: str) -> None:
        if way in (WayOut.RETRY, WayOut.ANSWER):
            self._chat.retry(message_id)
        elif way is WayOut.CHOOSE_MODEL:
            self._choose_model()
        elif way is WayOut.COPY_DETAILS:
            QGuiApplication.clipboard().setText(self._chat.failure_details(message_id))

    def _on_banner_way_out(self, way: WayOut) -> None:
        if way is WayOut.COPY_DETAILS:
            QGuiApplication.clipboard().setText(
                f"{self.banner.sentence}\n\n{self._problem_details}"
            )
        elif way is WayOut.RETRY:
            self._model.reload()
        elif way is WayOut.CHOOSE_MODEL:
            self._choose_model()
        elif way is WayOut.BUILT_IN_MODEL:
            self._use_built_in_model()
        else:
            self.banner.hide()

    def _open_link(self, address: str) -> None:
        url = QUrl(address)
        if url.scheme().lower() in _OPENABLE and self.confirms_link(address):
            QDesktopServices.openUrl(url)

    def confirms_link(self, address: str) -> bool:
        """Ask before anything leaves for the browser."""
        answer = QMessageBox.question(
            self,
            "Open link",
            f"Open this address outside Sfumato?\n\n{address}",
            QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )
        return answer == QMessageBox.StandardButton.Open

    def _toggle_sidebar(self) -> None:
        if self.width() < NARROW:
            self._shows_list = not self._shows_list
        else:
            self._change_settings(sidebar_visible=not self._settings.current.sidebar_visible)
        self._arrange()
        (self.composer if self._content.isVisible() else self.sidebar.list).setFocus()

    def _noise_setter(self, level: str) -> Callable[[], None]:
        def choose() -> None:
            self.transcript.set_noise(NoiseLevel(level))
            self._change_settings(noise=level)

        return choose

    def _set_reduced_motion(self) -> None:
        self.transcript.set_reduced_motion(self._motion.isChecked())
        self._change_settings(reduced_motion=self._motion.isChecked())

    def _change_settings(self, **changes: object) -> None:
        try:
            self._settings.change(**changes)
        except OSError as error:
            self.show_problem(f"The settings could not be saved: {error.strerror}.")

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._show_title(self._chat.conversation)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._list_conversations()  # the day may have changed since

    def closeEvent(self, event: QCloseEvent) -> None:
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        changes: dict[str, object] = {"geometry": geometry}
        if self.sidebar.isVisible() and self._content.isVisible():
            changes["sidebar_width"] = self.sidebar.width()
        self._change_settings(**changes)
        super().closeEvent(event)


def file_name_for(title: str) -> str:
    """A title as a file name for every system: words, digits, spaces and dashes."""
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    return " ".join(kept.split())[:80] or "Conversation"


def _centred(widget: QWidget, margins: tuple[int, int, int, int]) -> QHBoxLayout:
    widget.setMaximumWidth(COLUMN_WIDTH)
    row = QHBoxLayout()
    row.setContentsMargins(*margins)
    row.addStretch(1)
    row.addWidget(widget, 1000)
    row.addStretch(1)
    return row
