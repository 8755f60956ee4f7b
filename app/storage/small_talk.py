"""What people say around their question in English and German, as patterns to take it off by."""

import re

_TYPED_AS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}  # where the keyboard has none


def _pattern(words: str) -> re.Pattern[str]:
    """Of a text on one line, its letters of any case."""
    for letter, other in _TYPED_AS.items():
        words = words.replace(letter, f"(?:{letter}|{other})")
    return re.compile(words, re.IGNORECASE)


_QUESTION = (
    "what|how|why|who|whom|whose|when|where|which|if|whether|was|wie|warum|wieso|weshalb|wer|wen"
    "|wem|wann|wo|woher|wohin|womit|wozu|welche[rsmn]?|ob"
)
_REQUEST = (
    "tell|give|write|explain|help|show|make|let|gib|schreib|schreibe|erkläre?|erklär|hilf|zeig"
    "|zeige|mach|sag"
)
# A greeting without a comma is one only before such words: “Hello World in Rust” is a subject.
_AFTER_GREETING = (
    f"{_QUESTION}|{_REQUEST}|can|could|would|will|please|pls|i|i'm|i’m|my|we|is|are|do|does|did"
    "|kannst|könntest|können|könnten|würdest|würden|bitte|ich|mein|meine|wir|ist|sind|gibt|hast"
    "|haben"
)
_GREETING = (
    "(?:hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)"
    "|hallo|moin(?: moin)?|servus|grüezi|tach|grüß (?:gott|dich|euch|sie)"
    "|guten? (?:morgen|tag|abend)|morgen)"
    "(?: (?:there|all|everyone|again|dear|bot|assistant|gemma|sfumato|zusammen|nochmal|ihr|du))?"
)
_END = r"(?=[\s,.:;!?…–-]|$)"

GREETING = _pattern(rf"{_GREETING}(?: *[,.!:;…–-]+ *| *$| (?=(?:{_AFTER_GREETING})\b))")

ASKING = tuple(
    _pattern(words)
    for words in (
        # English
        rf"(?:please|pls|plz|kindly){_END}",
        r"(?:can|could|would|will) you (?:please |kindly |maybe |possibly )*",
        r"(?:would|do) you mind ",
        r"i was wondering (?:if|whether) (?:you (?:can|could) )?",
        r"i(?: would|['’]d) (?:like|love) (?:you )?to (?:know |ask )?(?:about )?",
        r"i (?:want|need) (?:you to |to (?:know |ask )(?:about )?)",
        r"(?:i need |i['’]d like )(?:some )?help (?:with|on) ",
        r"help me (?:please )?(?:to |with |understand )?",
        r"i(?: have|['’]ve(?: got)?) (?:a|one|some) (?:quick |short )?questions? ?(?:about |on )?",
        r"quick question",
        r"(?:tell|show) me (?:please )?about ",
        rf"(?:tell|show) me (?:please )?(?=(?:{_QUESTION})\b)",
        rf"do you know (?=(?:{_QUESTION})\b)",
        r"(?:so|ok|okay|well|thanks|thank you)(?=,)",
        # German
        rf"bitte{_END}",
        r"(?:kannst|könntest|würdest) du (?:(?:mir|uns|bitte|mal|kurz|vielleicht) )*",
        r"(?:können|könnten|würden) sie (?:(?:mir|uns|bitte|mal|kurz|vielleicht) )*",
        rf"(?:erklären|sagen|zeigen|verraten|helfen),? (?=(?:{_QUESTION})\b)",
        r"ich (?:möchte|will|wollte|würde) (?:(?:gern|gerne|mal) )?(?:wissen|fragen),? ",
        r"ich (?:habe|hätte|hab) (?:da )?(?:eine|ne|noch eine) (?:kurze )?(?=frage zu)",
        r"(?:ich (?:habe|hätte|hab) (?:da )?)?(?:eine|ne|noch eine)? ?(?:kurze )?frage(?=[:,.])",
        rf"(?:weißt du|wissen sie|sag mir|sagen sie mir)(?: bitte| mal)*,? (?=(?:{_QUESTION})\b)",
        r"(?:also|ok|okay|so|danke)(?=,)",
    )
)

THANKS = _pattern(
    r"[\s,.!–-]*\b(?:please|pls|plz|bitte(?: schön)?|many thanks|thanks(?: a lot| in advance)?"
    r"|thank you(?: very much| so much| in advance)?|thx|vielen dank(?: im voraus)?"
    r"|danke(?: schön| dir| ihnen| sehr| im voraus)*)[\s.!?:)]*$"
)
FOR_ME = _pattern(r"(?<=\w)\s+(?:to|for) (?:me|us)$")

REQUEST = _pattern(rf"(?:{_REQUEST})\b")
QUESTION = _pattern(rf"(?:{_QUESTION}) \S+ .+\?")  # of three words or more
# What is left of “So, what?” and “Kannst du mir bitte helfen?” tells nothing.
NO_SUBJECT = _pattern(rf"(?:{_QUESTION}|help(?: me| us)?|helfen|hilfe|hilf(?: mir| uns)?)[\s.!?]*")

CHATTER = _pattern(
    r"(?:how are you(?: doing)?(?: today)?|how['’]?s it going|how do you do|what['’]?s up|sup|yo"
    r"|nice to meet you|are you there|is anybody there|thanks|thank you|ok|okay|test|testing"
    r"|wie geht(?: ?['’]?s| es)(?: dir| ihnen| euch)?(?: heute)?|was geht(?: ab)?|alles klar|na"
    r"|wie läuft['’]?s|bist du da|jemand da|danke|ja|nein|yes|no)[\s.!?]*"
)
