"""All that the window passes wishes on to."""

from dataclasses import dataclass

from app.controllers.chat_controller import ChatController
from app.controllers.data_controller import DataController
from app.controllers.left_texts import LeftTexts
from app.controllers.message_controller import MessageController
from app.controllers.model_controller import ModelController
from app.controllers.models_controller import ModelsController
from app.controllers.organise_controller import OrganiseController
from app.controllers.persona_controller import PersonaController
from app.controllers.queue_controller import QueueController
from app.controllers.search_controller import SearchController
from app.controllers.settings_controller import SettingsController
from app.controllers.transfer_controller import TransferController


@dataclass(frozen=True, slots=True)
class Controllers:
    """One for each kind of wish."""

    chat: ChatController
    messages: MessageController
    queue: QueueController
    organise: OrganiseController
    personas: PersonaController
    search: SearchController
    model: ModelController
    models: ModelsController
    settings: SettingsController
    transfer: TransferController
    data: DataController
    left: LeftTexts
