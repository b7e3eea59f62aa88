"""Pure mathematics of a consultation: who thinks alike, and what all groups agree on. numpy in, frozen dataclasses out.

As Polis does it (Small et al. 2021), with what trust asks for: no group and no figure of fewer than g people, the
same bytes on repeat, in any order of voters. No Django, no app, no clock, no chance.
"""

from discovery.opinions.groups import VOTERS_NEEDED, OpinionGroups, opinion_groups
from discovery.opinions.statements import Distinctive, Voices, distinctive, voices_of
from discovery.opinions.votes import AGREE, DISAGREE, PASS, UNSEEN, Votes

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "UNSEEN",
    "VOTERS_NEEDED",
    "Distinctive",
    "OpinionGroups",
    "Voices",
    "Votes",
    "distinctive",
    "opinion_groups",
    "voices_of",
]
