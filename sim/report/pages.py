"""What pages are made from: templates beside their module or the report's, and pictures that lie in the page itself."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent


def templates(folder: Path = HERE) -> Environment:
    """The templates of a folder, with the report's style sheet and templates behind them."""
    return Environment(
        loader=FileSystemLoader([folder, HERE]), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


def embedded(pictures: Mapping[str, bytes]) -> dict[str, str]:
    """Pictures as a page holds them.

    >>> embedded({"worth": b"png"})
    {'worth': 'cG5n'}
    """
    return {name: base64.b64encode(picture).decode() for name, picture in pictures.items()}
