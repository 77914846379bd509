from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.setting import Setting


T = TypeVar("T", bound="Diff")


@_attrs_define
class Diff:
    """All settings, old and new. ``digest`` is that of the new program: the confirmation counts for nothing else.

    Attributes:
        serial (int):
        digest (str):
        settings (list[Setting]):
    """

    serial: int
    digest: str
    settings: list[Setting]

    def to_dict(self) -> dict[str, Any]:
        serial = self.serial

        digest = self.digest

        settings = []
        for settings_item_data in self.settings:
            settings_item = settings_item_data.to_dict()
            settings.append(settings_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "serial": serial,
                "digest": digest,
                "settings": settings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.setting import Setting  # noqa: PLC0415

        d = dict(src_dict)
        serial = d.pop("serial")

        digest = d.pop("digest")

        settings = []
        _settings = d.pop("settings")
        for settings_item_data in _settings:
            settings_item = Setting.from_dict(settings_item_data)

            settings.append(settings_item)

        diff = cls(
            serial=serial,
            digest=digest,
            settings=settings,
        )

        return diff
