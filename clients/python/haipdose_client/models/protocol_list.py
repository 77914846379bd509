from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.protocol_summary import ProtocolSummary


T = TypeVar("T", bound="ProtocolList")


@_attrs_define
class ProtocolList:
    """The protocols that come with this version.

    Attributes:
        protocols (list[ProtocolSummary]):
    """

    protocols: list[ProtocolSummary]

    def to_dict(self) -> dict[str, Any]:
        protocols = []
        for protocols_item_data in self.protocols:
            protocols_item = protocols_item_data.to_dict()
            protocols.append(protocols_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "protocols": protocols,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.protocol_summary import ProtocolSummary  # noqa: PLC0415

        d = dict(src_dict)
        protocols = []
        _protocols = d.pop("protocols")
        for protocols_item_data in _protocols:
            protocols_item = ProtocolSummary.from_dict(protocols_item_data)

            protocols.append(protocols_item)

        protocol_list = cls(
            protocols=protocols,
        )

        return protocol_list
