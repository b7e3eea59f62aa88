"""The same figures by their definitions, cell by cell and in plain Python; complexity by taking means of means."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import sqrt
from statistics import fmean, median, pstdev

Values = Mapping[str, Mapping[str, int]]


class Naive:
    """Regions and domains in the order of their codes; exact but for complexity."""

    def __init__(self, values: Values) -> None:
        self.regions, self.domains = sorted(values), sorted({code for own in values.values() for code in own})
        table = [[values[region][code] for code in self.domains] for region in self.regions]
        of_region = [sum(row) for row in table]
        of_domain = [sum(column) for column in zip(*table, strict=True)]
        whole = sum(of_region)
        self.quotients = [
            [
                Fraction(value, of_region[r]) / Fraction(of_domain[i], whole) if of_region[r] and of_domain[i] else None
                for i, value in enumerate(row)
            ]
            for r, row in enumerate(table)
        ]  # fmt: skip
        self.has = [[quotient is not None and quotient >= 1 for quotient in row] for row in self.quotients]

    def proximity(self, i: int, j: int) -> Fraction:
        both = sum(row[i] and row[j] for row in self.has)
        return Fraction(both, max(sum(row[i] for row in self.has), sum(row[j] for row in self.has)))

    def density(self, r: int, i: int) -> Fraction:
        others = [j for j in range(len(self.domains)) if j != i]
        near = {j: self.proximity(i, j) for j in others}
        return 100 * sum(near[j] for j in others if self.has[r][j]) / sum(near.values(), Fraction(0))

    def complexity(self) -> tuple[list[float], list[float]]:
        """Take means of means until nothing but the slowest difference is left, then look at its direction."""
        diversity = [sum(row) for row in self.has]
        regions = [float(count) for count in diversity]
        for _ in range(3000):
            before = regions
            regions = _centred(self._of_regions(self._of_domains(regions)), diversity)
            if max(abs(a - b) for a, b in zip(regions, before, strict=True)) < 1e-14:
                break
        domains = self._of_domains(regions)
        uphill = fmean(
            (value - fmean(regions)) * (count - fmean(diversity))
            for value, count in zip(regions, diversity, strict=True)
        )
        sign = 1 if uphill > 0 else -1
        return _standard(regions, sign), _standard(domains, sign)

    def middle(self, r: int) -> Fraction:
        return median(self.density(r, i) for i in range(len(self.domains)) if not self.has[r][i])

    def _of_domains(self, regions: Sequence[float]) -> list[float]:
        return [
            fmean(value for value, row in zip(regions, self.has, strict=True) if row[i])
            for i in range(len(self.domains))
        ]

    def _of_regions(self, domains: Sequence[float]) -> list[float]:
        return [fmean(value for value, has in zip(domains, row, strict=True) if has) for row in self.has]


def _centred(values: Sequence[float], weights: Sequence[int]) -> list[float]:
    """Without the answer in which all are equal, and of length one."""
    mean = sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)
    length = sqrt(sum((value - mean) ** 2 for value in values))
    return [(value - mean) / length for value in values]


def _standard(values: Sequence[float], sign: int) -> list[float]:
    mean, spread = fmean(values), pstdev(values)
    return [sign * (value - mean) / spread for value in values]
