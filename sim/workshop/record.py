"""The record of a workshop: every act in a SQLite file, durable before it counts; the rest follows from it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout
from pydantic import ValidationError

from sim.language.messages import _
from sim.scenario.errors import ScenarioError
from sim.workshop.acts import Act, AnyAct, Founded, act_from_json

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select, Table

APPLICATION = 0x4C4C5753
"""What stands in the header of our files: LLWS."""
FORM = 1
"""The form of the record; a later form gets a higher number."""
OWNER_ONLY = 0o600


class RecordError(ScenarioError):
    """What is wrong with a record, or why something could not be recorded, in a sentence."""


class Record:
    """A game's acts, in order. One process at a time holds a record; another one is refused."""

    def __init__(self, path: Path, connection: Connection, lock: FileLock) -> None:
        self.path = path
        self._connection = connection
        self._lock = lock
        self._acts = _table()

    @classmethod
    def begun(cls, path: Path, acts: Iterable[Act]) -> Record:
        """A new record that begins with these acts, in a file that is there whole or not at all."""
        half_written = path.with_name(f".{path.name}.new")
        with sentences(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                raise RecordError(_("{path}: there is a file already; give --game another name", path=path))
            half_written.unlink(missing_ok=True)
            os.close(os.open(half_written, os.O_CREAT | os.O_WRONLY, OWNER_ONLY))
            try:
                _write_whole(half_written, acts)
                half_written.rename(path)
            finally:
                half_written.unlink(missing_ok=True)
        return cls.opened(path)

    @classmethod
    def opened(cls, path: Path) -> Record:
        """The record in a file, locked for this process; a sentence where it is none, damaged, or in use."""
        with sentences(path):
            if not path.is_file():
                raise RecordError(_("{path}: this is no file; name one that `run.py workshop` wrote", path=path))
            lock = _locked(path)
            try:
                connection = _connection(path)
                _check(path, connection)
                _make_durable(connection)
            except BaseException:
                with suppress(OSError):  # Beside somebody else's file nothing of ours is left.
                    Path(lock.lock_file).unlink()
                lock.release()
                raise
        return cls(path, connection, lock)

    def add(self, act: Act) -> None:
        """Puts an act on record; once this returns, neither a kill nor a power cut takes it back.

        Raises RecordError where it could not be written; then nothing was.
        """
        from sqlalchemy.exc import DatabaseError

        try:
            with self._connection.begin():
                self._connection.execute(self._acts.insert(), _row(act))
        except DatabaseError as error:
            raise RecordError(
                _(
                    "{path}: this could not be recorded ({reason}), so it does not count",
                    path=self.path,
                    reason=error.orig,
                )
            ) from None

    def acts(self) -> list[AnyAct]:
        """All acts, from the founding on."""
        with sentences(self.path), self._connection.begin():
            contents = self._connection.scalars(_contents(self._acts)).all()
        return [_act(self.path, content) for content in contents]

    def __len__(self) -> int:
        from sqlalchemy import func, select

        with self._connection.begin():
            return int(self._connection.execute(select(func.count()).select_from(self._acts)).scalar_one())

    def close(self) -> None:
        """Lets the file go, with everything in one file again."""
        from sqlalchemy.exc import DatabaseError

        try:
            self._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except DatabaseError:
            pass  # A full disk: what is recorded stands in the file beside it, and is found there.
        finally:
            self._connection.close()
            self._connection.engine.dispose()
            self._lock.release()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Whatever goes wrong with a file is told in a sentence."""
    from sqlalchemy.exc import DatabaseError

    try:
        yield
    except DatabaseError as error:
        raise RecordError(
            _("{path}: this is no record of a workshop, or it is damaged ({reason})", path=path, reason=error.orig)
        ) from None
    except OSError as error:
        raise RecordError(
            _("{path}: cannot be written ({reason}); name another file with --game", path=path, reason=error.strerror)
        ) from None


def _table() -> Table:
    from sqlalchemy import Column, Float, Integer, MetaData, Table, Text

    return Table(
        "acts",
        MetaData(),
        Column("number", Integer, primary_key=True, autoincrement=True),
        Column("at", Float, nullable=False),
        Column("kind", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("content", Text, nullable=False),
        sqlite_autoincrement=True,
    )


def _row(act: Act) -> dict[str, object]:
    told = act.model_dump()
    return {"at": act.at, "kind": told["kind"], "by": act.by, "content": act.model_dump_json()}


def _contents(acts: Table) -> Select[Any]:
    from sqlalchemy import select

    return select(acts.c.content).order_by(acts.c.number)


def _act(path: Path, content: str) -> AnyAct:
    try:
        return act_from_json(content)
    except ValidationError as error:
        reason = error.errors()[0]["msg"]
        raise RecordError(_("{path}: an act in it cannot be read ({reason})", path=path, reason=reason)) from None


def _locked(path: Path) -> FileLock:
    lock = FileLock(path.with_name(f".{path.name}.lock"), mode=OWNER_ONLY)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise RecordError(
            _("{path}: another server is playing this game; stop it first, or take a copy", path=path)
        ) from None
    return lock


def _connection(path: Path) -> Connection:
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    engine = create_engine(
        f"sqlite:///{path.resolve()}", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    return engine.connect()


def _make_durable(connection: Connection) -> None:
    """From now on commits are on the disk when they return."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "trusted_schema=OFF"):
        connection.exec_driver_sql(f"PRAGMA {pragma}")
    connection.commit()


def _check(path: Path, connection: Connection) -> None:
    """Refuses files of others, of later versions, and damaged ones."""

    def told(pragma: str) -> object:
        return connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()

    ours, form = told("application_id") == APPLICATION, told("user_version")
    if not ours:
        raise RecordError(
            _("{path}: this is no record of a workshop; name one that `run.py workshop` wrote", path=path)
        )
    if form != FORM:
        raise RecordError(_("{path}: this record was written by another version ({form})", path=path, form=form))
    sound = told("quick_check")
    if sound != "ok":
        raise RecordError(_("{path}: this record is damaged ({reason})", path=path, reason=sound))
    first = connection.scalar(_contents(_table()).limit(1))
    connection.commit()
    if first is None or not isinstance(_act(path, first), Founded):
        raise RecordError(_("{path}: this record has no beginning; name another", path=path))


def _write_whole(path: Path, acts: Iterable[Act]) -> None:
    """Writes a record without a log beside it, flushed to the disk."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    table = _table()
    engine = create_engine(f"sqlite:///{path.resolve()}", poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
        connection.exec_driver_sql(f"PRAGMA user_version={FORM}")
        table.metadata.create_all(connection)
        connection.execute(table.insert(), [_row(act) for act in acts])
    engine.dispose()
