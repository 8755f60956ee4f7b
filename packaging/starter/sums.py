"""Plus, minus and times of small whole numbers, in digits and in words; all worked out."""

import random
from dataclasses import dataclass

from exchange import Exchange, read_toml
from wording import Bender

_FRAMES = read_toml("frames.toml")["sum"]
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


@dataclass(frozen=True, slots=True)
class Sum:
    """Two numbers and the sign between them."""

    a: int
    sign: str
    b: int

    @property
    def result(self) -> int:
        match self.sign:
            case "+":
                return self.a + self.b
            case "-":
                return self.a - self.b
        return self.a * self.b

    @property
    def reply(self) -> str:
        return f"{self.a} {self.sign} {self.b} = {self.result}."


def in_words(number: int) -> str:
    """0 to 100 as written: "forty-two"."""
    if number < 20:
        return _ONES[number]
    if number == 100:
        return "one hundred"
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")


class SumSource:
    """Draws sums whose numbers are 0 to 100; of times up to 12, or with a result up to 100."""

    def __init__(self, rng: random.Random, bender: Bender) -> None:
        self._rng, self._bender = rng, bender

    def exchange(self) -> Exchange:
        """A sum asked afresh."""
        drawn = self._draw()
        if self._rng.random() < 0.12:
            asked = self._rng.choice(_FRAMES["two"][drawn.sign])
            asked = self._bender.bend(asked, plain=0.5)
            a, b = self._pair(drawn)
            return _exchange(asked.format(a, b), drawn)
        frame = self._bender.bend(self._rng.choice(_FRAMES["asks"]), plain=0.5)
        return _exchange(frame.format(self._written(drawn)), drawn)

    def follow_up(self, before: Sum) -> Exchange:
        """Goes on from a result, or asks for another sum."""
        if self._rng.random() < 0.35 or not 0 <= before.result <= 100:
            other = self._draw()
            return _exchange(self._rng.choice(_FRAMES["next"]).format(self._written(other)), other)
        following = self._onward(before.result)
        (number,) = self._spelt(following.b)
        asked = self._rng.choice(_FRAMES["on"][following.sign]).format(number)
        return _exchange(self._bender.cased(asked), following)

    def _onward(self, result: int) -> Sum:
        rng = self._rng
        sign = rng.choice("++--×" if result <= 12 else "++--")
        if sign == "-":
            return Sum(result, "-", rng.randint(0, min(result, 20)))
        return Sum(result, sign, rng.randint(0, 12))

    def _draw(self) -> Sum:
        rng = self._rng
        sign, size = rng.choice("+++----××"), rng.random()
        if sign == "×":
            if size < 0.9:
                return Sum(rng.randint(0, 12), sign, rng.randint(0, 12))
            a = rng.randint(2, 50)
            b = rng.randint(1, 100 // a)
            return Sum(*((a, sign, b) if rng.random() < 0.5 else (b, sign, a)))
        most = 12 if size < 0.3 else 20 if size < 0.5 else 100
        a, b = self._large() if most == 100 else (rng.randint(0, most), rng.randint(0, most))
        if sign == "-" and (most > 12 or rng.random() < 0.8):
            a, b = max(a, b), min(a, b)
        return Sum(a, sign, b)

    def _large(self) -> tuple[int, int]:
        """Numbers up to 100, as people ask: round ones and small second ones above all."""
        rng, draw = self._rng, self._rng.random()
        if draw < 0.4:
            return rng.randint(10, 100), rng.randint(1, 12)
        if draw < 0.7:
            return 5 * rng.randint(1, 20), 5 * rng.randint(1, 20)
        if draw < 0.8:
            return rng.randint(10, 100), 10 * rng.randint(1, 10)
        return rng.randint(0, 100), rng.randint(0, 100)

    def _written(self, drawn: Sum) -> str:
        rng = self._rng
        if rng.random() < 0.5:
            sign = rng.choice(_FRAMES["signs"][drawn.sign])
            space = " " if rng.random() < 0.6 else ""
            return f"{drawn.a}{space}{sign}{space}{drawn.b}"
        a, b = self._pair(drawn)
        return f"{a} {rng.choice(_FRAMES['said'][drawn.sign])} {b}"

    def _pair(self, drawn: Sum) -> tuple[str, str]:
        a, b = self._spelt(drawn.a, drawn.b)
        return a, b

    def _spelt(self, *numbers: int) -> list[str]:
        if self._rng.random() < 0.6 or any(number > 100 for number in numbers):
            return [str(number) for number in numbers]
        words = [in_words(number) for number in numbers]
        return [word.replace("-", " ") for word in words] if self._rng.random() < 0.4 else words


def _exchange(asked: str, drawn: Sum) -> Exchange:
    return Exchange("sum", asked, drawn.reply, drawn)
