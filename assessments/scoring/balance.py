"""One activity's values under a participation rule: who counts how much in each cell.

Under every rule the mean mark is sum(t_h S_h) / sum(t_h n_h) over the counting groups h, with n_h marks of
sum S_h. Only the factor t_h differs, and leaving a group out means setting its factor to zero:

- balanced: t_h = omega_h / (n_h + kappa), so a group weighs omega_h n_h / (n_h + kappa);
- kappa = 0: the same, so a group weighs omega_h, however few it is (Z = 1; an empty cell has Z = 0);
- kappa = infinity: t_h = omega_h, so a group weighs omega_h n_h;
- one person, one vote: t_h = 1, so a group weighs n_h.

The rule is borrowed from credibility theory (Buehlmann and Straub 1970); it is not an estimate.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import prod

from assessments.scoring.exact import Ratio, printed
from assessments.scoring.method import Criterion

Factors = Sequence[int]


def balanced(counts: Sequence[int], omegas: Sequence[int], kappa: int, threshold: int) -> Factors:
    """omega / (n + kappa) per group on a common denominator; zero where a cell has fewer than g marks."""
    common = prod(n + kappa for n in counts if n >= threshold)
    return [
        omega * common // (n + kappa) if n >= threshold else 0
        for n, omega in zip(counts, omegas, strict=True)
    ]


def per_mark(counts: Sequence[int], omegas: Sequence[int], threshold: int) -> Factors:
    """Omega for every group whose cell counts: the limit of `balanced` for an infinite kappa."""
    return [omega * (n >= threshold) for n, omega in zip(counts, omegas, strict=True)]


def per_head(counts: Sequence[int], threshold: int) -> Factors:
    """One for every group whose cell counts: marks are pooled."""
    return [int(n >= threshold) for n in counts]


def without(factors: Factors, group: int) -> Factors:
    return [0 if index == group else factor for index, factor in enumerate(factors)]


def value(
    criterion: Criterion, factors: Factors, counts: Sequence[int], totals: Sequence[int]
) -> Ratio | None:
    """u of the mean mark in [0, 1]; None where no cell counts."""
    marks = sum(factor * n for factor, n in zip(factors, counts, strict=True))
    if marks == 0:
        return None
    points = sum(factor * total for factor, total in zip(factors, totals, strict=True))
    span = (criterion.maximum - criterion.minimum) * marks
    if criterion.reversed:
        return criterion.maximum * marks - points, span
    return points - criterion.minimum * marks, span


def effective_weights(factors: Factors, counts: Sequence[int]) -> list[Decimal | None]:
    """Percent of the say each group has in this cell, one decimal; None where its cell does not count."""
    weights = [factor * n for factor, n in zip(factors, counts, strict=True)]
    whole = sum(weights)
    return [printed((100 * weight, whole), 1) if weight else None for weight in weights]


def weighted_mean(values: Sequence[Ratio | None], weights: Sequence[int]) -> tuple[Ratio, int]:
    """Mean of the values present, and the weight they have together; (0/1, 0) where none is."""
    numerator, denominator, present = 0, 1, 0
    for ratio, weight in zip(values, weights, strict=True):
        if ratio is not None:
            numerator = numerator * ratio[1] + weight * ratio[0] * denominator
            denominator *= ratio[1]
            present += weight
    return (numerator, denominator * max(present, 1)), present


def score(
    values: Sequence[Ratio | None], weights: Sequence[int], coverage_minimum: Fraction
) -> Decimal | None:
    """U = 100 sum(w mu) / sum(present w), one decimal; None where the present weight is too small."""
    (numerator, denominator), present = weighted_mean(values, weights)
    if present == 0 or present < coverage_minimum * sum(weights):
        return None
    return printed((100 * numerator, denominator), 1)


def coverage(values: Sequence[Ratio | None], weights: Sequence[int]) -> Decimal:
    """Percent of the weight whose criteria have a value, one decimal."""
    present = sum(weight for ratio, weight in zip(values, weights, strict=True) if ratio is not None)
    return printed((100 * present, sum(weights)), 1)
