from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.site_confirmed import SiteConfirmed
    from ..models.used_value import UsedValue


T = TypeVar("T", bound="Release")


@_attrs_define
class Release:
    """Whether an answer may be used for a patient once it has been checked; if not, why.

    Attributes:
        releasable (bool):
        reasons (list[str] | Unset):
        unverified (list[UsedValue] | Unset):
        confirmed (list[SiteConfirmed] | Unset):
    """

    releasable: bool
    reasons: list[str] | Unset = UNSET
    unverified: list[UsedValue] | Unset = UNSET
    confirmed: list[SiteConfirmed] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        releasable = self.releasable

        reasons: list[str] | Unset = UNSET
        if not isinstance(self.reasons, Unset):
            reasons = self.reasons

        unverified: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.unverified, Unset):
            unverified = []
            for unverified_item_data in self.unverified:
                unverified_item = unverified_item_data.to_dict()
                unverified.append(unverified_item)

        confirmed: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.confirmed, Unset):
            confirmed = []
            for confirmed_item_data in self.confirmed:
                confirmed_item = confirmed_item_data.to_dict()
                confirmed.append(confirmed_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "releasable": releasable,
            }
        )
        if reasons is not UNSET:
            field_dict["reasons"] = reasons
        if unverified is not UNSET:
            field_dict["unverified"] = unverified
        if confirmed is not UNSET:
            field_dict["confirmed"] = confirmed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.site_confirmed import SiteConfirmed  # noqa: PLC0415
        from ..models.used_value import UsedValue  # noqa: PLC0415

        d = dict(src_dict)
        releasable = d.pop("releasable")

        reasons = cast(list[str], d.pop("reasons", UNSET))

        _unverified = d.pop("unverified", UNSET)
        unverified: list[UsedValue] | Unset = UNSET
        if _unverified is not UNSET:
            unverified = []
            for unverified_item_data in _unverified:
                unverified_item = UsedValue.from_dict(unverified_item_data)

                unverified.append(unverified_item)

        _confirmed = d.pop("confirmed", UNSET)
        confirmed: list[SiteConfirmed] | Unset = UNSET
        if _confirmed is not UNSET:
            confirmed = []
            for confirmed_item_data in _confirmed:
                confirmed_item = SiteConfirmed.from_dict(confirmed_item_data)

                confirmed.append(confirmed_item)

        release = cls(
            releasable=releasable,
            reasons=reasons,
            unverified=unverified,
            confirmed=confirmed,
        )

        return release
