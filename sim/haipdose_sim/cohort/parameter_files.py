"""Parameters of a simulation from their file: the packaged one, or one of the same shape that the site gives."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from haipdose.errors import RuleDataError

M = TypeVar("M", bound=BaseModel)
_FOLDER: Final = "data"


def read_parameters(model: type[M], packaged: str, path: Path | None, what: str) -> M:
    """The packaged parameters, or those of a file.

    Args:
        model: the shape of the document.
        packaged: the name of the packaged file.
        path: a file of the site's, instead of the packaged one.
        what: the parameters are, in the sentence that refuses them.

    Raises:
        RuleDataError: a file that is no such document.
    """
    try:
        text = packaged_text(packaged) if path is None else path.read_text("utf-8")
        return model.model_validate(tomllib.loads(text, parse_float=Decimal))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise RuleDataError(
            f"The {what} cannot be used: {error}",
            code="simulate.parameters",
            remedy="Start from a copy of the packaged file and change its values.",
        ) from error


def packaged_text(name: str) -> str:
    """The text of a packaged file, for a site to start from."""
    return (files(__package__) / _FOLDER / name).read_text("utf-8")
