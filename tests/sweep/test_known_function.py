"""Sobol and Morris indices of a function whose indices are known, through the same path as a market's."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import sobol

from sim.sweep.parameters import Parameter
from sim.sweep.sweep import Points, Sweep
from sim.sweep.sweeping import Manner, sweep_into

from .functions import BOTH, ishigami

NAMES = ("x1", "x2", "x3")
FIRST = (0.3139, 0.4424, 0.0)
TOTAL = (0.5576, 0.4424, 0.2437)
"""Ishigami & Homma 1990, with a = 7 and b = 0.1; closed form, as in Saltelli et al. 2008."""


@pytest.mark.parametrize(("points", "within"), [(256, 0.15), pytest.param(4096, 0.03, marks=pytest.mark.slow)])
def test_sobol_indices_of_a_known_function_come_out_right(points: int, within: float, tmp_path: Path) -> None:
    sweep = Sweep(
        name="ishigami",
        scenario=None,
        points=Points("sobol", points, 1),
        parameters=tuple(Parameter(name, "uncertainty", -math.pi, math.pi) for name in NAMES),
        outcomes=("y", "z"),
        strategies=BOTH,
        baseline="left",
        runs=1,
        seed=1,
    )
    assert sweep_into(tmp_path / "sweep", sweep, ishigami, Manner(workers=2)) == 0
    rows = pd.read_parquet(tmp_path / "sweep" / "parts").query("strategy == 'left'")
    assert len(rows) == points * 5
    problem = {"num_vars": 3, "names": list(NAMES), "bounds": [[-math.pi, math.pi]] * 3}
    found = sobol.analyze(problem, rows.y.to_numpy(), calc_second_order=False, seed=1)
    assert np.allclose(found["S1"], FIRST, atol=within)
    assert np.allclose(found["ST"], TOTAL, atol=within)
