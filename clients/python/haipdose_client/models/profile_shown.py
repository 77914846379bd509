from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.profile_shown_content import ProfileShownContent


T = TypeVar("T", bound="ProfileShown")


@_attrs_define
class ProfileShown:
    """A pump profile: every value with source and evidence.

    Attributes:
        id (str):
        digest (str):
        content (ProfileShownContent):
    """

    id: str
    digest: str
    content: ProfileShownContent

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        digest = self.digest

        content = self.content.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "digest": digest,
                "content": content,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.profile_shown_content import ProfileShownContent  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        digest = d.pop("digest")

        content = ProfileShownContent.from_dict(d.pop("content"))

        profile_shown = cls(
            id=id,
            digest=digest,
            content=content,
        )

        return profile_shown
