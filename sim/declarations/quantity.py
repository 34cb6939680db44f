"""How a quantity is declared: one line carries all that validation, help, schema, sweeps and sliders need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

LAYERS = ("product", "systems", "execution", "contact", "bond")

Mark = Literal["published", "claimed", "assumed"]


class Section(BaseModel):
    """A group of quantities in a scenario file; unknown keys are errors, numbers must be finite."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, validate_default=True)


@dataclass(frozen=True)
class Facts:
    """What is declared of one quantity."""

    path: str
    meaning: str
    unit: str
    bounds: tuple[float, float]
    plausible: tuple[float, float]
    default: float
    source: str
    mark: Mark
    of_bill: bool
    whole: bool
    lever: bool
    group: str
    cost: str
    visible: bool


def quantity(
    default: float | None,
    meaning: str,
    *,
    unit: str,
    bounds: tuple[float, float],
    plausible: tuple[float, float] | None = None,
    source: str = "assumption",
    mark: Mark = "assumed",
    share_of_bill: float | None = None,
) -> Any:
    """A number of the market. `plausible` is what sensitivity analysis varies; it lies within `bounds`."""
    more: dict[str, Any] = {"unit": unit, "plausible": plausible or bounds, "source": source, "mark": mark}
    if share_of_bill is not None:
        more["share_of_bill"] = share_of_bill
    return Field(default, ge=bounds[0], le=bounds[1], description=meaning, json_schema_extra=more)


def money(
    share: float,
    meaning: str,
    *,
    unit: str,
    bounds: tuple[float, float] = (0.0, 1e9),
    plausible: tuple[float, float] | None = None,
) -> Any:
    """A sum of money; where a scenario leaves it out, it is `share` times the market's average monthly bill.

    Its plausible range is in shares of the bill as well.
    """
    likely = plausible or (0.5 * share, 2 * share)
    return quantity(None, meaning, unit=unit, bounds=bounds, plausible=likely, share_of_bill=share)


def lever(field: Any, group: str, cost: str, *, visible: bool = False) -> Any:
    """Marks a quantity as something a firm decides: which group it belongs to, what it costs, whether rivals see it."""
    field.json_schema_extra |= {"lever": True, "group": group, "cost": cost, "visible": visible}
    return field


def facts(path: str, field: FieldInfo) -> Facts:
    """What a field of a section declares."""
    more: dict[str, Any] = field.json_schema_extra  # type: ignore[assignment]
    low = next((m.ge for m in field.metadata if hasattr(m, "ge")), -float("inf"))
    high = next((m.le for m in field.metadata if hasattr(m, "le")), float("inf"))
    of_bill = "share_of_bill" in more
    default = more["share_of_bill"] if of_bill else field.default
    return Facts(
        path=path,
        meaning=field.description or "",
        unit=more["unit"],
        bounds=(low, high),
        plausible=more["plausible"],
        default=float("nan") if default is PydanticUndefined else default,
        source=more["source"],
        mark=more["mark"],
        of_bill=of_bill,
        whole=field.annotation is int,
        lever=more.get("lever", False),
        group=more.get("group", ""),
        cost=more.get("cost", ""),
        visible=more.get("visible", False),
    )


def quantities(section: type[Section], prefix: str = "") -> Iterator[Facts]:
    """Every quantity below a section, with its dotted path, in the order declared."""
    for name, field in section.model_fields.items():
        path = f"{prefix}{name}"
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield from quantities(field.annotation, f"{path}.")
        elif isinstance(field.json_schema_extra, dict) and "unit" in field.json_schema_extra:
            yield facts(path, field)
