"""Figures as lines, areas or points: for pages as our own SVG, for files through Vega-Lite (docs/decisions/0005)."""

from foundation.charts.geometry import Plot, plot_of
from foundation.charts.scatter import ScatterPlot, scatter_plot_of
from foundation.charts.series import Chart, Line, Point, Scatter

__all__ = ["Chart", "Line", "Plot", "Point", "Scatter", "ScatterPlot", "plot_of", "scatter_plot_of"]
