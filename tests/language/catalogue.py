"""The messages that the code can say, collected from it; `python -m tests.language.catalogue` brings zh.po up to date.

New messages are added to the catalogue without a translation, those no longer said are dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

import sim
from sim.declarations import BEHAVIOURS, LAYERS, Facts
from sim.declarations.segment import Meaning
from sim.scenario.declared import declared

PACKAGE = Path(sim.__file__).parent
CHINESE = PACKAGE / "language" / "zh.po"
KEYWORDS = {"_": None, "several": (1, 2), "noted": None}
READERS = {".py": "python", ".html": "jinja2.ext:babel_extract"}

HEADER = """\
# What a report says, in Simplified Chinese.
msgid ""
msgstr ""
"Language: zh\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

Message = str | tuple[str, str]


def said_in_code() -> Iterator[tuple[Message, str]]:
    """Every message of the code and of the pages, with its file."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in READERS:
            for _line, message, *_rest in extract(READERS[path.suffix], BytesIO(path.read_bytes()), KEYWORDS):
                yield message, str(path.relative_to(PACKAGE.parent))


def said_of_quantities() -> Iterator[tuple[Message, str]]:
    """What is declared of every number of the market, and the words a scenario is filled with."""
    for item in declared():
        if item.facts:
            yield from (
                (words, "sim/declarations")
                for words in (item.facts.meaning, item.facts.unit, item.facts.cost, *sources(item.facts))
                if words
            )
    yield from ((str(field.default), "sim/declarations") for field in Meaning.model_fields.values())
    names = (*LAYERS, *(behaviour.replace("_", " ") for behaviour in BEHAVIOURS))
    yield from ((name, "sim/declarations") for name in names)


def sources(known: Facts) -> list[str]:
    """What a quantity rests on, where it is more than an assumption."""
    return [known.mark] if known.source == "assumption" else [known.mark, known.source]


def messages() -> dict[Message, list[str]]:
    """Every message with the files in which it stands."""
    found: dict[Message, list[str]] = {}
    for message, file in (*said_in_code(), *said_of_quantities()):
        found.setdefault(message, [])
        if file not in found[message]:
            found[message].append(file)
    return found


def translations() -> Catalog:
    """The Chinese catalogue as it stands."""
    with CHINESE.open("rb") as file:
        return read_po(file, locale="zh")


def brought_up_to_date(known: Catalog) -> Catalog:
    """The catalogue with exactly the messages that the code can say."""
    fresh = Catalog(locale="zh", fuzzy=False)
    for message, files in messages().items():
        before = known.get(message if isinstance(message, str) else message[0])
        fresh.add(message, before.string if before else None, locations=[(file, 0) for file in files])
    return fresh


def written(catalogue: Catalog) -> bytes:
    """A catalogue as its file holds it: only the headers that mean something, and no line numbers, which move."""
    file = BytesIO()
    write_po(file, catalogue, width=116, include_lineno=False, omit_header=True)
    return HEADER.encode() + file.getvalue()


def main() -> None:
    """Rewrites zh.po."""
    CHINESE.write_bytes(written(brought_up_to_date(translations())))


if __name__ == "__main__":
    main()
