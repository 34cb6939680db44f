"""Charts drawn by the server as SVG: letters that stay legible on a phone, names beside what they name.

Each function gives a `<figure>` with the caller's sentence as its caption; colours come from `static/charts.css`.
Values that are not numbers are left out, not drawn as zero. Drawing one takes 0.6 to 4 milliseconds and 3 to 6 kB (ten
lines over nine rounds: 2.5 ms, 4 kB; matplotlib's SVG of the same, on the same machine: 110 ms, 46 kB), so that every
page is drawn anew whenever it is asked for.
"""

from sim.web.charts.bars import Bar, bars
from sim.web.charts.columns import Part, columns
from sim.web.charts.flows import flows
from sim.web.charts.ladder import Rung, ladder
from sim.web.charts.lines import Line, lines
from sim.web.charts.whale import whale

__all__ = ["Bar", "Line", "Part", "Rung", "bars", "columns", "flows", "ladder", "lines", "whale"]
