from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.notice import Notice
    from ..models.step import Step


T = TypeVar("T", bound="RefillCheck")


@_attrs_define
class RefillCheck:
    """Outcome of one check. ``within`` is None when the profile has no threshold for it.

    Attributes:
        kind (str):
        difference_ml (str):
        within (bool | None):
        notices (list[Notice]):
        derivation (list[Step]):
    """

    kind: str
    difference_ml: str
    within: bool | None
    notices: list[Notice]
    derivation: list[Step]

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        difference_ml = self.difference_ml

        within: bool | None
        within = self.within

        notices = []
        for notices_item_data in self.notices:
            notices_item = notices_item_data.to_dict()
            notices.append(notices_item)

        derivation = []
        for derivation_item_data in self.derivation:
            derivation_item = derivation_item_data.to_dict()
            derivation.append(derivation_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "difference_ml": difference_ml,
                "within": within,
                "notices": notices,
                "derivation": derivation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.notice import Notice  # noqa: PLC0415
        from ..models.step import Step  # noqa: PLC0415

        d = dict(src_dict)
        kind = d.pop("kind")

        difference_ml = d.pop("difference_ml")

        def _parse_within(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        within = _parse_within(d.pop("within"))

        notices = []
        _notices = d.pop("notices")
        for notices_item_data in _notices:
            notices_item = Notice.from_dict(notices_item_data)

            notices.append(notices_item)

        derivation = []
        _derivation = d.pop("derivation")
        for derivation_item_data in _derivation:
            derivation_item = Step.from_dict(derivation_item_data)

            derivation.append(derivation_item)

        refill_check = cls(
            kind=kind,
            difference_ml=difference_ml,
            within=within,
            notices=notices,
            derivation=derivation,
        )

        return refill_check
