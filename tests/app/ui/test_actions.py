"""Every action of the window has words, a name of its own and a shortcut that no other has."""

from app.application import Application


def test_no_two_actions_share_a_shortcut(application: Application) -> None:
    actions = application.window.window_actions.listed()
    shortcuts = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(actions) > 10
    assert sorted(shortcuts) == sorted(set(shortcuts))


def test_every_action_has_a_shortcut(application: Application) -> None:
    without = [
        a.objectName() for a in application.window.window_actions.listed() if a.shortcut().isEmpty()
    ]
    assert without == []


def test_every_action_has_words(application: Application) -> None:
    assert all(a.text().strip() for a in application.window.window_actions.listed())


def test_menus_without_actions_are_not_shown(application: Application) -> None:
    bar = application.window.menuBar().actions()
    assert all(action.isVisible() == bool(action.menu().actions()) for action in bar)


def test_quit_is_the_last_of_the_first_menu(application: Application) -> None:
    menu = application.window.menuBar().actions()[0].menu()
    assert menu.actions()[-1].objectName() == "quit"
