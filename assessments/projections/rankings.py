"""The ranking of a closed round, rebuilt from ballots and frozen evidence: from scratch, the same bytes each time."""

import hashlib
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.db import transaction

from assessments import scoring, signals
from assessments.models import Ranking, Round
from assessments.projections.boards import move_board
from assessments.projections.sums import inputs_of
from foundation import canonical, clock, live, wake


def rebuild_ranking(round_id: int) -> Ranking | None:
    """Compute and store the ranking; None while the round is not closed. Safe to run twice or beside itself."""
    round = Round.objects.filter(pk=round_id, state=Round.State.CLOSED).first()
    if round is None:
        return None
    if round.has_open_board:
        move_board(round.pk)  # who finished last, where they are enough
    document = computed_document(round)
    digest = canonical.digest(document)
    known = Ranking.objects.filter(
        round=round, digest=digest, schema=document["schema"], input_version=round.input_version
    )
    return known.defer("document").first() or stored(round, document, digest)


@transaction.atomic
def stored(round: Round, document: dict[str, Any], digest: str) -> Ranking:
    columns = {
        "document": document,
        "schema": document["schema"],
        "digest": digest,
        "input_version": round.input_version,
        "code_version": code_version(),
        "computed_at": clock.now(),
    }
    # An earlier document is replaced without being read.
    ranking, _is_new = Ranking.objects.defer("document").update_or_create(round=round, defaults=columns)
    live.push(f"round:{round.pk}", "ranking")
    live.push(f"wall:{round.workshop_id}", "wall")
    wake.wake("assessments.rebuild_analysis", round.pk)
    transaction.on_commit(partial(signals.ranking_rebuilt.send, Ranking, pk=ranking.pk))
    return ranking


def computed_document(round: Round) -> dict[str, Any]:
    """Five queries at any size: entries, roster with its voids, ballots, recusals (and the round itself before)."""
    return scoring.ranking_document(*inputs_of(round))


@cache
def code_version() -> str:
    """Names the formulas that were used: a digest of the scoring package's own files."""
    files = sorted(Path(scoring.__file__).parent.glob("*.py"))
    content = hashlib.sha256()
    for file in files:
        content.update(file.name.encode() + b"\0" + file.read_bytes())
    return content.hexdigest()[:40]
