from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Ready")


@_attrs_define
class Ready:
    """The store answers and has the schema that this version works with.

    Attributes:
        status (Literal['ready']):
        version (str):
        store_revision (str):
    """

    status: Literal["ready"]
    version: str
    store_revision: str

    def to_dict(self) -> dict[str, Any]:
        status = self.status

        version = self.version

        store_revision = self.store_revision

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "version": version,
                "store_revision": store_revision,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = cast(Literal["ready"], d.pop("status"))
        if status != "ready":
            raise ValueError(f"status must match const 'ready', got '{status}'")

        version = d.pop("version")

        store_revision = d.pop("store_revision")

        ready = cls(
            status=status,
            version=version,
            store_revision=store_revision,
        )

        return ready
