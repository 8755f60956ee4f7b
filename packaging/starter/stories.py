"""The story grammar: a hero that is named by its kind all along, a place and a dream.

Short stories fit one block, long ones have over 300 words, so that more than one block forms.
"""

import random
from dataclasses import asdict, dataclass, replace

from exchange import Exchange, read_table, read_toml, with_article
from wording import Bender

_FRAMES = read_toml("frames.toml")["story"]
_TALES = read_toml("phrases.toml")["tales"]


@dataclass(frozen=True, slots=True)
class Plot:
    """What a story is about: ``opening`` brings the hero in, ``hero`` names it ever after."""

    opening: str
    hero: str
    place: str
    dream: str
    time: str
    helper: str
    ending: str


def tell(tale: str, plot: Plot) -> str:
    """A tale of phrases.toml ("short", "shorter", "after" or "long") with this plot."""
    other = f"the {plot.helper.split()[-1]}"
    return _TALES[tale].format(**asdict(plot), other=other)


class StorySource:
    """Draws requests for stories and tells them."""

    def __init__(self, rng: random.Random, bender: Bender) -> None:
        self._rng, self._bender = rng, bender
        phrases = read_toml("phrases.toml")
        self._slots: dict[str, list[str]] = phrases["story"]
        self._names: list[str] = phrases["people"]["names"]
        self._shorter: list[str] = phrases["short_please"]["asks"]
        self._nouns = [row[0] for row in read_table("words.tsv") if row[1] == "noun"]

    def exchange(self, *, is_long: bool = False) -> Exchange:
        """A story asked for afresh, with or without a hero, a thing or a place."""
        wish, plot = self._wish()
        asked = self._bender.bend(self._rng.choice(_FRAMES["long"] if is_long else _FRAMES["asks"]))
        if self._rng.random() < 0.15:
            wish = self._bender.cased(wish)
        return self._told(asked.replace("{}", wish), plot, is_long=is_long)

    def follow_up(self, before: Plot, *, was_long: bool) -> Exchange:
        """Another one, the same at another length, or how it goes on."""
        draw = self._rng.random()
        if draw < 0.3:
            return self._told(self._bent(_FRAMES["again"]), self._plot(), is_long=False)
        if draw < 0.6:
            wish, plot = self._subject()
            asked = self._bent(_FRAMES["again_about"]).replace("{}", wish)
            return self._told(asked, plot, is_long=False)
        if draw < 0.7:
            return Exchange("story", self._bent(_FRAMES["next"]), tell("after", before))
        if draw < 0.75 and not was_long:
            return self._told(self._bent(_FRAMES["longer"]), before, is_long=True)
        return Exchange("story", self._bent(self._shorter), tell("shorter", before))

    def _told(self, asked: str, plot: Plot, *, is_long: bool) -> Exchange:
        if is_long:
            return Exchange("long_story", asked, tell("long", plot), plot)
        return Exchange("story", asked, tell("short", plot), plot)

    def _bent(self, wordings: list[str]) -> str:
        return self._bender.bend(self._rng.choice(wordings), plain=0.5)

    def _wish(self) -> tuple[str, Plot]:
        """The words after "a story", and what it is then about."""
        draw = self._rng.random()
        if draw < 0.17:
            return "", self._plot()
        if draw < 0.26:
            plot = self._plot()
            return self._rng.choice(_FRAMES["placed"]).format(plot.place), plot
        wish, plot = self._subject()
        frames = _FRAMES["about_thing"] if wish == plot.dream else _FRAMES["about"]
        wish = self._rng.choice(frames).format(wish)
        if wish.count(" ") < 5 and self._rng.random() < 0.25:
            return f"{wish} {plot.place}", plot
        return wish, plot

    def _subject(self) -> tuple[str, Plot]:
        """A hero, a thing or both as people name them."""
        rng, plot = self._rng, self._plot()
        draw = rng.random()
        if draw < 0.22:
            return plot.dream, plot
        if draw < 0.30:
            name = rng.choice(self._names)
            return name, replace(plot, opening=f"a child named {name}", hero=name)
        if draw < 0.35:
            name, kind = rng.choice(self._names), rng.choice(self._slots["heroes"])
            named = f"{with_article(kind)} {rng.choice(('named', 'called'))} {name}"
            return named, replace(
                plot, opening=f"{with_article(kind)} named {name}", hero=f"the {kind}"
            )
        if draw < 0.41:
            one, two = rng.sample(self._slots["heroes"], 2)
            both = f"{with_article(one)} and {with_article(two)}"
            return both, replace(plot, opening=both, hero=f"the {one} and the {two}")
        kind = self._hero()
        if draw < 0.53:
            whole = with_article(f"{rng.choice(_FRAMES['traits'])} {kind}")
            asked, plot = whole, replace(plot, opening=whole, hero=f"the {kind}")
        else:
            asked, plot = self._named(kind), self._plot(kind)
        if draw > 0.88:
            asked += rng.choice(_FRAMES["second"]).format(plot.dream)
        return asked, plot

    def _named(self, kind: str) -> str:
        draw = self._rng.random()
        if draw < 0.82:
            return with_article(kind)
        return f"{'the' if draw < 0.92 else 'my'} {kind}"

    def _hero(self) -> str:
        if self._rng.random() < 0.08:
            return self._rng.choice(self._nouns)
        return self._rng.choice(self._slots["heroes"])

    def _plot(self, kind: str = "") -> Plot:
        rng, slots = self._rng, self._slots
        kind = kind or rng.choice(slots["heroes"])
        return Plot(
            opening=with_article(f"{rng.choice(slots['kinds'])} {kind}"),
            hero=f"the {kind}",
            place=rng.choice(slots["places"]),
            dream=rng.choice(slots["things"]),
            time=rng.choice(slots["times"]),
            helper=rng.choice(slots["helpers"]),
            ending=rng.choice(slots["endings"]),
        )
