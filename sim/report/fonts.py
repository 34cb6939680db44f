"""Fonts that hold Chinese signs, found among those installed on the machine."""

from __future__ import annotations

from matplotlib.font_manager import findSystemFonts, fontManager

from sim.language.messages import CHINESE, language
from sim.scenario.errors import ScenarioError

LATIN = "DejaVu Sans"
HOLD_CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Heiti SC",
    "STHeiti",
    "Hiragino Sans GB",
    "SimHei",
    "Noto Sans CJK JP",
)
"""From the best to look at down. The last is all that Matplotlib before 3.11 sees of Noto's collection of fonts."""
NO_FONT = (
    "--lang zh: no font with Chinese signs is installed, so no picture could be drawn. Install one and try again: "
    "on Debian or Ubuntu `apt-get install fonts-noto-cjk`, on Fedora `dnf install google-noto-sans-cjk-fonts`, on "
    "Alpine `apk add font-noto-cjk`; Windows and macOS have theirs (Microsoft YaHei, PingFang SC) unless they were "
    "removed."
)


def fonts() -> list[str]:
    """The fonts to draw with, the first that holds a sign being used; ScenarioError where Chinese cannot be drawn."""
    found = chinese_fonts()
    if language() != CHINESE:
        return [LATIN, *found]
    if not found:
        found = chinese_fonts(look_again=True)
    if not found:
        raise ScenarioError(NO_FONT)
    return [*found, LATIN]


def chinese_fonts(look_again: bool = False) -> list[str]:
    """The installed fonts that hold Chinese, best first; Matplotlib remembers a list, which may have to be renewed."""
    if look_again:
        remembered = {font.fname for font in fontManager.ttflist}
        for path in sorted(set(findSystemFonts()) - remembered):
            add(path)
    known = {font.name for font in fontManager.ttflist}
    return [name for name in HOLD_CHINESE if name in known]


def add(path: str) -> None:
    """Makes a font file known to Matplotlib; what it cannot read is left aside."""
    try:
        fontManager.addfont(path)
    except (OSError, RuntimeError):
        return
