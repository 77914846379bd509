"""Course files for ``haipdose schedule``: found, read, and each given the name that its appointments carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from haipdose.cli.documents_io import read_document
from haipdose.errors import InputError
from haipdose.exact_json import validate

if TYPE_CHECKING:
    from haipdose.schedule.requests import Course


def read_courses(paths: Sequence[Path]) -> dict[str, Course]:
    """The courses of these files and of the .json files in these folders, by their id or else their file's name.

    Raises:
        InputError: a folder without course files, a file that is none, two courses of one name.
    """
    from haipdose.schedule.requests import Course

    found: dict[str, Course] = {}
    files: dict[str, Path] = {}
    for path in _files(paths):
        try:
            course = validate(Course, read_document(str(path)))
        except InputError as error:
            raise InputError(f"{path}: {error.message}", code=error.code, field=error.field) from error
        name = course.id or path.stem
        if name in found:
            raise InputError(
                f"{files[name]} and {path} are both the course {name}.",
                code="schedule.course-twice",
                remedy="Give each course an id of its own, or leave one file out.",
            )
        found[name], files[name] = course, path
    return found


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(path.glob("*.json"))
        if not inside:
            raise InputError(f"There is no .json file in {path}.", code="schedule.no-courses", remedy="Check the path.")
        yield from inside
