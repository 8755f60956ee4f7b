"""How far parts of a message stand in, so that they meet the text of their list or quote. Pure."""

_LIST, _QUOTE = 40, 18  # pixels of a level: Qt's for a list, the style sheet's for a quote
_MAX_LEVELS = 6  # deeper ones leave no room for words


def list_indent(num_lists: int) -> int:
    """Pixels before text that belongs to an item of so many lists in each other."""
    return min(num_lists, _MAX_LEVELS) * _LIST


def code_indent(num_lists: int, num_quotes: int) -> int:
    """Pixels before a code block; the HTML of a quote's text has its own."""
    return list_indent(num_lists) + min(num_quotes, _MAX_LEVELS) * _QUOTE
