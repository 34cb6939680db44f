"""What holds for every test: a numerical fault is an error, and slow tests run only when asked for (`-m slow`)."""

from __future__ import annotations

import numpy as np
import pytest

np.seterr(all="raise")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves the slow tests out of an ordinary run."""
    if config.option.markexpr:
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow; run with -m slow"))
