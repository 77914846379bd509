from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ProtocolSummary")


@_attrs_define
class ProtocolSummary:
    """One line of the list of protocols. ``released``: this version is frozen and never changes again.

    Attributes:
        id (str):
        version (str):
        title (str):
        registry (None | str):
        arms (list[str]):
        digest (str):
        released (bool):
    """

    id: str
    version: str
    title: str
    registry: None | str
    arms: list[str]
    digest: str
    released: bool

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        version = self.version

        title = self.title

        registry: None | str
        registry = self.registry

        arms = self.arms

        digest = self.digest

        released = self.released

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "version": version,
                "title": title,
                "registry": registry,
                "arms": arms,
                "digest": digest,
                "released": released,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        version = d.pop("version")

        title = d.pop("title")

        def _parse_registry(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        registry = _parse_registry(d.pop("registry"))

        arms = cast(list[str], d.pop("arms"))

        digest = d.pop("digest")

        released = d.pop("released")

        protocol_summary = cls(
            id=id,
            version=version,
            title=title,
            registry=registry,
            arms=arms,
            digest=digest,
            released=released,
        )

        return protocol_summary
