from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.protocol_shown_content import ProtocolShownContent
    from ..models.protocol_stamp import ProtocolStamp


T = TypeVar("T", bound="ProtocolShown")


@_attrs_define
class ProtocolShown:
    """A protocol: every rule with value, source and evidence.

    Attributes:
        stamp (ProtocolStamp): Which protocol content an answer was made with, and what the site thinks of it.
        content (ProtocolShownContent):
    """

    stamp: ProtocolStamp
    content: ProtocolShownContent

    def to_dict(self) -> dict[str, Any]:
        stamp = self.stamp.to_dict()

        content = self.content.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "stamp": stamp,
                "content": content,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.protocol_shown_content import ProtocolShownContent  # noqa: PLC0415
        from ..models.protocol_stamp import ProtocolStamp  # noqa: PLC0415

        d = dict(src_dict)
        stamp = ProtocolStamp.from_dict(d.pop("stamp"))

        content = ProtocolShownContent.from_dict(d.pop("content"))

        protocol_shown = cls(
            stamp=stamp,
            content=content,
        )

        return protocol_shown
