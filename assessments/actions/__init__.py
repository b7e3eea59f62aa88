"""What people do with frameworks, rounds and ballots: one function each, all or nothing."""

from assessments.actions.ballots import declare_conflict, record_ballot, withdraw_conflict
from assessments.actions.frameworks import adopt_framework
from assessments.actions.rounds import ballots_digest, close_round, create_round, open_round

__all__ = [
    "adopt_framework",
    "ballots_digest",
    "close_round",
    "create_round",
    "declare_conflict",
    "open_round",
    "record_ballot",
    "withdraw_conflict",
]
