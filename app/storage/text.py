"""What text becomes before it is saved."""


def storable(text: str) -> str:
    """UTF-8 has no half surrogates, which a paste can bring: they become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
