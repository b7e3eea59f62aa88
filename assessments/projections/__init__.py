"""Read models of closed rounds, rebuilt from records: the ranking, and how firm it is."""

from assessments.projections.analyses import rebuild_analysis
from assessments.projections.rankings import code_version, computed_result, rebuild_ranking

__all__ = ["code_version", "computed_result", "rebuild_analysis", "rebuild_ranking"]
