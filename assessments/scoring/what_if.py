"""The order under other weights and another kappa: a question asked of the published sums, never the result."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from assessments.scoring.exact import on_common_denominator
from assessments.scoring.method import Method, MethodError


def weights_for(method: Method, shares: Mapping[str, int | Fraction]) -> tuple[int, ...]:
    """Weights of the criteria where the principles have these shares; inside a principle in the frozen proportions.

    shares: principle -> number from 0 up, left out 0. Raises MethodError where all are zero.
    """
    if not any(shares.get(principle, 0) for principle in method.principles):
        raise MethodError("at least one principle needs a weight above zero")
    whole = {
        principle: sum(
            (criterion.weight for criterion in method.criteria if criterion.principle == principle),
            start=Fraction(0),
        )
        for principle in method.principles
    }
    return on_common_denominator(
        criterion.weight * shares.get(criterion.principle, 0) / whole[criterion.principle]
        for criterion in method.criteria
    )


def with_kappa(method: Method, kappa: int) -> Method:
    """The same method with another kappa, 1 to 8. Raises MethodError."""
    return replace(method, kappa=kappa)
