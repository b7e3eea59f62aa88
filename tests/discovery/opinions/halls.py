"""Consultations made up for tests: camps that lean each their way, people who answer part of the statements."""

import numpy as np

from discovery.opinions import UNSEEN, Votes


def camps(
    sizes: tuple[int, ...],
    statements: int = 40,
    *,
    seen: float = 0.6,
    seed: int = 20250101,
    noise: float = 0.6,
) -> tuple[Votes, np.ndarray]:
    """Votes, and the camp of each voter."""
    rng = np.random.default_rng(seed)
    camp = np.repeat(np.arange(len(sizes)), sizes)
    leaning = rng.normal(0, 1.5, (len(sizes), statements))
    felt = leaning[camp] + rng.normal(0, noise, (len(camp), statements))
    answers = np.where(felt > 0.4, 1, np.where(felt < -0.4, -1, 0)).astype(np.int8)
    answers[rng.random(answers.shape) > seen] = UNSEEN
    return Votes(answers), camp
