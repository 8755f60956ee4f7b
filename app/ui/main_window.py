"""The one window: puts the widgets together and passes wishes on to the controllers."""

from functools import partial

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QGuiApplication,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from app.controllers.run_status import ReplyActivity
from app.settings import Settings
from app.storage.records import Conversation, Message
from app.storage.text import one_line
from app.ui.actions import Actions, MenuName
from app.ui.banner import Banner, WayOut
from app.ui.canvas_layout import NoiseLevel
from app.ui.centred import centred_row
from app.ui.chosen_conversations import ChosenConversations
from app.ui.closing import Closing
from app.ui.composer import Composer
from app.ui.context_label import ContextLabel
from app.ui.conversation_actions import ConversationActions
from app.ui.data_actions import DataActions
from app.ui.drafts import DraftKeeper
from app.ui.empty_state import EmptyState
from app.ui.file_drop import FileDrop
from app.ui.find_bar import FindBar
from app.ui.help_actions import HelpActions
from app.ui.links import open_link
from app.ui.message_actions import MessageActions
from app.ui.message_column import COLUMN_WIDTH
from app.ui.model_actions import ModelActions
from app.ui.organise_actions import OrganiseActions
from app.ui.pages import Pages
from app.ui.panes import Panes
from app.ui.queue_actions import QueueActions
from app.ui.queue_bar import QueueBar
from app.ui.run_status import RunStatusLabel
from app.ui.screen_room import begin_at
from app.ui.search_actions import SearchActions
from app.ui.shaping_actions import ShapingActions
from app.ui.sidebar import Sidebar
from app.ui.top_bar import TopBar
from app.ui.transcript import Transcript
from app.ui.transfer_actions import TransferActions
from app.ui.transfer_bar import TransferBar
from app.ui.undo_bar import UndoBar
from app.ui.unsaved_replies import UnsavedReplies
from app.ui.view_actions import ViewActions
from app.ui.welcome_page import WelcomePage
from app.ui.window_controllers import Controllers
from app.wording import own_title

_LEAST_HEIGHT = 24  # pixels of the conversation, when all bars at once want room in a small window


class MainWindow(QMainWindow):
    """Emits ``first_painted`` once, after the window is on the screen."""

    first_painted = Signal()

    def __init__(self, controllers: Controllers) -> None:
        super().__init__()
        self._chat, self._settings = controllers.chat, controllers.settings
        self._queue, self._data = controllers.queue, controllers.data
        self._was_painted = False
        self.setWindowTitle("Sfumato")
        self.setMinimumSize(400, 360)
        self._make_widgets()
        self.drafts = DraftKeeper(self.composer, controllers.organise, self._settings, self)
        self._closing = Closing(
            self.drafts, self._chat.saver, self.transcript, self.queue_bar, self
        )
        self._make_actions(controllers)
        self._connect()
        self._restore_geometry()
        self._show_settings(self._settings.current)
        self._show_conversation(None, [])
        self.organise_actions.list_conversations()

    # Building

    def _make_widgets(self) -> None:
        self.sidebar = Sidebar()
        self.status = RunStatusLabel()
        self.context_label = ContextLabel()
        self.composer = Composer(self.status, self.context_label)
        self.transcript = Transcript()
        self.empty = EmptyState()
        self.welcome = WelcomePage()
        self.find_bar = FindBar()
        self.banner = Banner()
        self.undo_bar, self.queue_bar = UndoBar(), QueueBar()
        self.transfer_bar = TransferBar()
        self._stack = Pages()
        self._stack.setMinimumHeight(_LEAST_HEIGHT)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self.transcript)
        self.top_bar = TopBar()
        self._panes = Panes(self.sidebar, self._make_content(), self._settings)
        self.setCentralWidget(self._panes)

    def _make_content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addLayout(centred_row(self.find_bar, COLUMN_WIDTH))
        column.addLayout(centred_row(self.banner, COLUMN_WIDTH, (16, 0, 16, 0)))
        column.addWidget(self._stack, 1)
        for bar in (self.transfer_bar, self.undo_bar, self.queue_bar):
            column.addLayout(centred_row(bar, COLUMN_WIDTH, (16, 4, 16, 0)))
        column.addLayout(centred_row(self.composer, COLUMN_WIDTH, (16, 4, 16, 16)))
        return content

    def _make_actions(self, given: Controllers) -> None:
        self.window_actions = actions = Actions(self)
        chosen = ChosenConversations(self._chat, self.sidebar, self)
        self.conversation_actions = ConversationActions(
            actions, self._chat, self.sidebar, chosen, self
        )
        self.transfer_actions = TransferActions(
            actions, self._chat, given.transfer, self.sidebar, self.transfer_bar, self
        )
        self.transfer_actions.problem_met.connect(self.show_problem)
        self.transfer_actions.announced.connect(self._announce)
        self.file_drop = FileDrop(self, self.composer.edit.viewport(), parent=self)
        self.file_drop.dropped.connect(self.transfer_actions.import_files)
        self.organise_actions = OrganiseActions(
            actions, self._chat, given.organise, self.sidebar, chosen, self.undo_bar, self
        )
        self.unsaved_replies = UnsavedReplies(self._chat.saver, self.banner, self)
        given.organise.failed.connect(self.unsaved_replies.show_refusal)
        actions.menu(MenuName.CONVERSATION).addSeparator()
        stop, write = self.tr("&Stop the reply"), self.tr("&Write a message")
        self._stop = actions.add(MenuName.CONVERSATION, "stop", stop, self._chat.stop, "Esc")
        self._stop.setEnabled(False)
        actions.add(MenuName.CONVERSATION, "write", write, self.composer.setFocus, "Ctrl+L")
        self.message_actions = MessageActions(
            actions, given.messages, self.transcript, self.undo_bar, self
        )
        given.messages.failed.connect(self.unsaved_replies.show_refusal)
        self.queue_actions = QueueActions(actions, given.queue, self.queue_bar, self.composer, self)
        given.queue.failed.connect(self.unsaved_replies.show_refusal)
        self.shaping_actions = ShapingActions(
            actions,
            self._chat,
            given.personas,
            given.model,
            self.composer,
            self.context_label,
            self.top_bar.shaping,
            self,
        )
        given.personas.failed.connect(self.unsaved_replies.show_refusal)
        actions.menu(MenuName.CONVERSATION).addSeparator()
        actions.add(MenuName.CONVERSATION, "quit", self.tr("&Quit"), self.close, "Ctrl+Q")
        self.search_actions = SearchActions(
            actions,
            self._chat,
            given.organise,
            given.search,
            self.sidebar.search,
            self.find_bar,
            self.transcript,
            self,
        )
        self.model_actions = ModelActions(
            actions, given.model, given.models, self._settings, self.banner, self
        )
        sidebar = self.tr("&Conversations")
        actions.add(MenuName.VIEW, "toggle_sidebar", sidebar, self._toggle_list, "Ctrl+B")
        self.view_actions = ViewActions(actions, self._settings, self)
        self.data_actions = DataActions(actions, given.data, given.left, self)
        given.left.told.connect(self.show_problem)
        given.left.failed.connect(self.show_data_problem)
        given.data.failed.connect(self.show_problem)
        given.data.backed_up.connect(self.show_problem)
        self.help_actions = HelpActions(actions, self._chat, self._open, self)

    def _connect(self) -> None:
        chat, sidebar = self._chat, self.sidebar
        self.top_bar.list_toggled.connect(self._toggle_list)
        sidebar.close_requested.connect(self._toggle_list)
        sidebar.opened.connect(self._open)
        self.conversation_actions.list_wanted.connect(self._show_list)
        self.organise_actions.list_wanted.connect(self._show_list)
        self.search_actions.list_wanted.connect(self._show_list)
        self.search_actions.conversation_wanted.connect(self._panes.show_content)
        self.organise_actions.open_wanted.connect(self._open)
        self.organise_actions.export_wanted.connect(self.transfer_actions.export)
        self.composer.submitted.connect(self._send)
        self.composer.stop_requested.connect(chat.stop)
        self.welcome.begun.connect(self._end_welcome)
        self.welcome.models_wanted.connect(self.model_actions.open_models)
        self.empty.prompt_chosen.connect(self._send)
        self.transcript.way_out_chosen.connect(self._on_reply_way_out)
        self.transcript.link_requested.connect(partial(open_link, self))
        self.banner.chosen.connect(self._on_banner_way_out)
        chat.conversations_changed.connect(self._refresh_title)
        chat.conversation_opened.connect(self._show_conversation)
        chat.message_added.connect(self._on_message_added)
        chat.reply_began.connect(self.transcript.begin_reply)
        chat.frame_due.connect(self.transcript.show_frame)
        chat.block_committed.connect(self.transcript.commit_block)
        chat.reply_ended.connect(self.transcript.end_reply)
        chat.announced.connect(self._announce)
        chat.status_changed.connect(self.status.show_status)
        chat.activity_changed.connect(self._show_activity)
        chat.storage_failed.connect(self.unsaved_replies.show_refusal)
        chat.told.connect(self.show_problem)
        self._settings.changed.connect(self._show_settings)
        self._settings.failed.connect(self.show_problem)

    def _restore_geometry(self) -> None:
        settings = self._settings.current
        if not self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode("ascii"))):
            begin_at(self, 1060, 760)

    # Showing

    def show_problem(
        self, sentence: str, details: str = "", ways: tuple[WayOut, ...] = (WayOut.DISMISS,)
    ) -> None:
        """Show a sentence above the conversation; ``details`` is what Copy details copies."""
        if details and WayOut.COPY_DETAILS not in ways:
            ways = (WayOut.COPY_DETAILS, *ways)
        self.banner.show_problem(sentence, self.unsaved_replies.with_ways(ways), details)

    def show_data_problem(self, sentence: str) -> None:
        """The same about what lies in the data folder."""
        self.show_problem(sentence, ways=self.data_actions.ways())

    def come_forward(self) -> None:
        """Show the window, wherever it was: somebody started the program again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _show_settings(self, settings: Settings) -> None:
        self.transcript.set_noise(NoiseLevel(settings.noise))
        self.transcript.set_reduced_motion(settings.reduced_motion)

    def _show_conversation(
        self, conversation: Conversation | None, messages: list[Message]
    ) -> None:
        self.drafts.show(conversation)
        self.empty.show_kind(is_temporary=conversation is not None and conversation.is_temporary)
        self._stack.setCurrentWidget(self.transcript if messages else self._nothing_said())
        self.transcript.show_conversation(messages)
        self._show_title(conversation)
        self.sidebar.mark_open(conversation.id if conversation else None)
        self._panes.show_content()
        self.composer.setFocus()

    def _nothing_said(self) -> QWidget:
        return self.empty if self._settings.current.has_seen_welcome else self.welcome

    def _end_welcome(self) -> None:
        self._settings.change(has_seen_welcome=True)
        if self._stack.currentWidget() is self.welcome:
            self._stack.setCurrentWidget(self.empty)
            self.composer.setFocus()

    def _show_title(self, conversation: Conversation | None) -> None:
        new = self.tr("New conversation")
        title = one_line(own_title(conversation.title)) if conversation else new
        if conversation is not None and conversation.is_temporary:
            title = self.tr("{title} (temporary)").format(title=title)
        self.top_bar.title.show_title(title)
        self.setWindowTitle(f"{title} · Sfumato")

    def _refresh_title(self) -> None:
        if self._chat.conversation is not None:
            self._show_title(self._chat.conversation)

    def _on_message_added(self, message: Message) -> None:
        self.drafts.adopt(message.conversation_id)
        if self._chat.conversation is not None and not self._chat.conversation.is_temporary:
            self.unsaved_replies.withdraw()
        self._stack.setCurrentWidget(self.transcript)
        self._end_welcome()
        self.transcript.add_message(message)

    def _show_activity(self, activity: ReplyActivity) -> None:
        self.composer.show_activity(activity)
        self.transcript.show_activity(activity)
        self._stop.setEnabled(activity is ReplyActivity.ACTIVE)

    def _announce(self, sentence: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    # Wishes

    def _send(self, text: str) -> None:
        came_from_field = text == self.composer.text
        if self._queue.submit(text):
            self.transcript.go_to_end()
            if came_from_field:
                self.composer.clear()
                self.drafts.save()
            self.composer.setFocus()

    def _open(self, conversation_id: str) -> None:
        self._panes.show_content()
        self.conversation_actions.open(conversation_id)

    def _show_list(self) -> None:
        if self.sidebar.isHidden():
            self._toggle_list()

    def _on_reply_way_out(self, way: WayOut, message_id: str) -> None:
        if way in (WayOut.RETRY, WayOut.ANSWER):
            self._chat.retry(message_id)
        elif way is WayOut.CONTINUE:
            self.window_actions["continue_reply"].trigger()
        elif way is WayOut.COPY_DETAILS:
            QGuiApplication.clipboard().setText(self._chat.failure_details(message_id))
        else:
            self.model_actions.take(way)

    def _on_banner_way_out(self, way: WayOut) -> None:
        if way is WayOut.COPY_DETAILS:
            QGuiApplication.clipboard().setText(self.banner.report)
        elif not any(actions.take(way) for actions in self._ways_out()):
            self.banner.hide()

    def _ways_out(self) -> tuple[ModelActions, UnsavedReplies, DataActions]:
        return self.model_actions, self.unsaved_replies, self.data_actions

    def _toggle_list(self) -> None:
        self._panes.toggle_list()
        (self.composer if self._panes.shows_content else self.sidebar.list).setFocus()

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.organise_actions.list_conversations()  # the day may have changed since

    def closeEvent(self, event: QCloseEvent) -> None:
        """Not before what was typed is kept or may be lost."""
        if not self._closing.may_close():
            self._data.stay()
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        width = self._panes.sidebar_width or self._settings.current.sidebar_width
        self._settings.change(geometry=geometry, sidebar_width=width)
        super().closeEvent(event)
