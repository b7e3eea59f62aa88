"""Figures over years as lines or areas: for pages as our own SVG, for files through Vega-Lite (docs/decisions/0005)."""

from foundation.charts.geometry import Plot, plot_of
from foundation.charts.series import Chart, Line

__all__ = ["Chart", "Line", "Plot", "plot_of"]
