"""What the tests of comparisons share."""

from __future__ import annotations

from tests.comparison.conftest import deserted

__all__ = ["deserted"]
