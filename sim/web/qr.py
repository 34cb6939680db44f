"""An address as a picture that phones read."""

from __future__ import annotations

import io

from markupsafe import Markup


def qr_text(address: str) -> str:
    """A QR code for a dark terminal, two rows of it a line."""
    import segno

    written = io.StringIO()
    segno.make(address, micro=False).terminal(written, border=2, compact=True)
    return written.getvalue()


def qr_picture(address: str, title: str) -> Markup:
    """A QR code as SVG, as large as the page makes it (class `qr`). `title`: what it leads to."""
    import segno

    code = segno.make(address, micro=False)
    drawn = code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None, title=title, light="#fff")
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))
