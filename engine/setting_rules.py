"""Which values the settings of a generation may have, a person's wishes and a checkpoint's own."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.said import Sentence, said

_NOT_NEGATIVE = said("must not be negative")


@dataclass(frozen=True, slots=True)
class _Range:
    """The values from ``least`` to ``most``; ``rule`` is said of one that is too small."""

    least: float
    rule: Sentence
    is_whole: bool = False
    most: int = 10**9

    def broken_by(self, value: object) -> Sentence | None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return said("must be a number")
        if value > self.most:
            return said("must be at most {most:,}", most=self.most)
        if not value >= self.least:  # nor is it a number at all where it is NaN
            return self.rule
        if self.is_whole and not isinstance(value, int):
            return said("must be a whole number")
        return None


_COUNT = _Range(1, said("must be at least 1"), is_whole=True)
_RANGES = {
    "max_new_tokens": _COUNT,
    "max_denoising_steps": _COUNT,
    "entropy_bound": _Range(0, _NOT_NEGATIVE),
    "t_min": _Range(0, _NOT_NEGATIVE),
    "t_max": _Range(0, _NOT_NEGATIVE),
    "stability_threshold": _Range(0, _NOT_NEGATIVE, is_whole=True),
    "confidence_threshold": _Range(1e-12, said("must be above 0")),
    "seed": _Range(0, _NOT_NEGATIVE, is_whole=True, most=2**63 - 1),
}


def broken_rule(settings: Mapping[str, object]) -> Sentence | None:
    """What is wrong with the first setting that no model could use; None means "not set"."""
    for name, allowed in _RANGES.items():
        value = settings.get(name)
        rule = None if value is None else allowed.broken_by(value)
        if rule is not None:
            return said(
                "The setting {name} {rule}, but it is {value}.",
                name=name,
                rule=rule,
                value=str(value)[:40],
            )
    return None
