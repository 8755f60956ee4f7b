"""What text becomes before it is saved, and a title before it is shown."""


def storable(text: str) -> str:
    """UTF-8 has no half surrogates, which a paste can bring: they become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def one_line(text: str) -> str:
    """For titles and names: line breaks, tabs and runs of blanks become one blank."""
    return " ".join(text.split())
