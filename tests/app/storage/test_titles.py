"""Automatic titles in English and German: the subject, short, and nothing that was not written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage.titles import TITLE_LENGTH, numbered, subject_of, title_of

ENGLISH = {
    "What is a monad?": "What is a monad?",
    "hi there, can you explain how monads work?": "Explain how monads work",
    "good morning can you write a poem about rain": "Write a poem about rain",
    "Please write a cover letter for a nurse.": "Write a cover letter for a nurse",
    "could you please tell me about black holes?": "Black holes",
    "Can you tell me what the capital of Peru is? Thanks!": "What the capital of Peru is",
    "I'd like to know how vaccines work": "How vaccines work",
    "I need help with my taxes": "My taxes",
    "help me write a letter to my landlord, please": "Write a letter to my landlord",
    "I have a quick question about Python decorators": "Python decorators",
    "How are you? What is the weather like on Mars?": "What is the weather like on Mars?",
    "Write a haiku. Then translate it.": "Write a haiku",
    "Explain quantum entanglement to me please": "Explain quantum entanglement",
    "Explain quantum entanglement to me, please?": "Explain quantum entanglement",
    "Can you explain quantum entanglement to me?": "Explain quantum entanglement",
    "Mr. Smith went to Washington. What happened next?": "What happened next?",
    "I met Prof. Miller today. Is it good?": "I met Prof. Miller today",
    "Write a story about a cat. What could be its name?": "Write a story about a cat",
    # not politeness, though it looks like it
    "Hello World in Rust": "Hello World in Rust",
    "Good morning routine ideas": "Good morning routine ideas",
    "Tell me a joke": "Tell me a joke",
    "I want to learn Spanish": "I want to learn Spanish",
    'Translate "good morning" into French': 'Translate "good morning" into French',
    # as it is written
    "iPhone battery drains fast": "iPhone battery drains fast",
    "e.g. is short for what": "e.g. is short for what",
    "42": "42",
}
GERMAN = {
    "Hallo, kannst du mir bitte erklären, wie Regen entsteht?": "Wie Regen entsteht",
    "Koennten Sie mir erklaeren, wie Regen entsteht?": "Wie Regen entsteht",
    "Könnten Sie mir bitte den Satz des Pythagoras erklären?": "Den Satz des Pythagoras erklären",
    "Kannst du mir eine Geschichte erzählen?": "Eine Geschichte erzählen",
    "Bitte schreibe eine Bewerbung als Krankenpfleger": (
        "Schreibe eine Bewerbung als Krankenpfleger"
    ),
    "Ich möchte wissen, warum der Himmel blau ist.": "Warum der Himmel blau ist",
    "Ich habe eine Frage zu meinem Mietvertrag": "Frage zu meinem Mietvertrag",
    "Ich habe eine Frage: Was ist Entropie?": "Was ist Entropie",
    "Weißt du, wann die Berliner Mauer fiel?": "Wann die Berliner Mauer fiel",
    "Moin, was ist eine Monade?": "Was ist eine Monade?",
    "Guten Tag, ich brauche ein Rezept für Apfelkuchen, danke!": (
        "Ich brauche ein Rezept für Apfelkuchen"
    ),
    "Kannst du mir bei Mathe helfen, bitte?": "Bei Mathe helfen",
    "Ich wohne in Zürich. Wie komme ich nach Rom?": "Wie komme ich nach Rom?",
    "Was bedeutet z. B. eigentlich?": "Was bedeutet z. B. eigentlich?",
    "Hilf mir bei der Steuererklärung": "Hilf mir bei der Steuererklärung",
    "Morgen fahre ich nach Berlin": "Morgen fahre ich nach Berlin",
}
EMPTY = (
    *("hi", "Hello!", "Hey there", "good evening.", "How are you?", "Hi! How are you doing today?"),
    *(
        "thanks",
        "Thank you so much!",
        "ok",
        "please",
        "test",
        "So, what?",
        "Help me, please",
        "👋",
        "?!",
        "  \n ",
    ),
    *(
        "Hallo!",
        "Guten Morgen",
        "Grüß Gott",
        "gruess dich",
        "Moin moin",
        "Hallo, wie geht es dir?",
        "Danke schön",
        "Kannst du mir bitte helfen?",
        "Hilf mir!",
    ),
)


@pytest.mark.parametrize(("text", "title"), (ENGLISH | GERMAN).items())
def test_subject_is_what_is_left_of_greeting_and_politeness(text: str, title: str) -> None:
    assert subject_of(text) == title


@pytest.mark.parametrize("text", EMPTY)
def test_small_talk_has_no_subject(text: str) -> None:
    assert subject_of(text) == ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "What is the difference between supervised learning and reinforcement learning?",
            "What is the difference between supervised…",
        ),
        ("word " * 100, "Word word word word word word word word word…"),
        ("a" * 200, "A" + "a" * 46 + "…"),
        ("日本語の文法" * 20, ("日本語の文法" * 20)[:47] + "…"),
    ],
)
def test_long_questions_are_cut_between_words(text: str, title: str) -> None:
    assert subject_of(text) == title
    assert len(title) <= TITLE_LENGTH


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hi,\n\ncan you explain monads?\nThanks", "Explain monads"),
        ("## Plan for the week\n- buy milk", "Plan for the week"),
        ("- [ ] buy milk\n- [x] eat", "Buy milk"),
        ("**Important:** read the contract", "Important: read the contract"),
        ("```python\nimport os\n```\nWhat does this do?", "What does this do?"),
        ("```python\nimport os\n```", "import os"),
    ],
)
def test_first_line_of_prose_speaks_then_code(text: str, title: str) -> None:
    assert subject_of(text) == title


@pytest.mark.parametrize(
    ("turns", "title"),
    [
        (["hi"], "Hi"),
        (["hi", "Hello! How can I help?"], "Hi"),
        (["hi", "Hello!", "what is rust"], "What is rust"),
        (["hi", "**Hello!** Shall we talk about **Roman history**?"], "Roman history"),
        (["hallo", "# Erste Schritte\nUnd **zweite**"], "Erste Schritte"),
        (["hi", "```\n# a comment\n```", "thanks", "**You are** welcome"], "You are"),
        (["What is rust?", "# The Rust language"], "What is rust?"),
        (["👋"], "👋"),
    ],
)
def test_first_exchange_with_a_subject_gives_the_title(turns: list[str], title: str) -> None:
    assert title_of(zip(("user", "assistant") * 2, turns, strict=False)) == title


@given(st.text(max_size=300) | st.sampled_from([*ENGLISH, *GERMAN]).map(lambda t: f"Hey, {t}"))
def test_any_text_gives_one_short_line_that_stays_a_subject(text: str) -> None:
    title = subject_of(text)
    assert len(title) <= TITLE_LENGTH
    assert title == " ".join(title.split())
    assert bool(title_of([("user", text)])) == bool(text.strip())
    assert not title or subject_of(title)


def test_copies_count_on_from_their_origin() -> None:
    assert numbered("Rain", {"Rain"}) == "Rain (2)"
    assert numbered("Rain (2)", {"Rain", "Rain (2)", "Rain (3)"}) == "Rain (4)"
