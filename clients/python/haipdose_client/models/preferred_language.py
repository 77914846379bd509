from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.preferred_language_language_type_0 import PreferredLanguageLanguageType0

T = TypeVar("T", bound="PreferredLanguage")


@_attrs_define
class PreferredLanguage:
    """In which language the pages are shown to the caller; null: as the browser asks.

    Attributes:
        language (None | PreferredLanguageLanguageType0):
    """

    language: None | PreferredLanguageLanguageType0

    def to_dict(self) -> dict[str, Any]:
        language: None | str
        if isinstance(self.language, PreferredLanguageLanguageType0):
            language = self.language.value
        else:
            language = self.language

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "language": language,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_language(data: object) -> None | PreferredLanguageLanguageType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                language_type_0 = PreferredLanguageLanguageType0(data)

                return language_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PreferredLanguageLanguageType0, data)

        language = _parse_language(d.pop("language"))

        preferred_language = cls(
            language=language,
        )

        return preferred_language
