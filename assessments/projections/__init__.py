"""Read models of closed rounds, rebuilt from records: the ranking, and how firm it is. And the board of an open one."""

from assessments.projections.analyses import rebuild_analysis
from assessments.projections.boards import move_board
from assessments.projections.rankings import code_version, computed_document, rebuild_ranking

__all__ = ["code_version", "computed_document", "move_board", "rebuild_analysis", "rebuild_ranking"]
