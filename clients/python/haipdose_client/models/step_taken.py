from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.cancelled import Cancelled
    from ..models.double_checked import DoubleChecked
    from ..models.given import Given
    from ..models.ordered import Ordered
    from ..models.released import Released
    from ..models.resolved import Resolved
    from ..models.returned import Returned
    from ..models.verified import Verified


T = TypeVar("T", bound="StepTaken")


@_attrs_define
class StepTaken:
    """A step, who took it and when.

    Attributes:
        by (str):
        at (datetime.datetime):
        done (Cancelled | DoubleChecked | Given | Ordered | Released | Resolved | Returned | Verified):
    """

    by: str
    at: datetime.datetime
    done: Cancelled | DoubleChecked | Given | Ordered | Released | Resolved | Returned | Verified

    def to_dict(self) -> dict[str, Any]:
        from ..models.double_checked import DoubleChecked  # noqa: PLC0415
        from ..models.given import Given  # noqa: PLC0415
        from ..models.ordered import Ordered  # noqa: PLC0415
        from ..models.released import Released  # noqa: PLC0415
        from ..models.resolved import Resolved  # noqa: PLC0415
        from ..models.returned import Returned  # noqa: PLC0415
        from ..models.verified import Verified  # noqa: PLC0415

        by = self.by

        at = self.at.isoformat()

        done: dict[str, Any]
        if isinstance(self.done, Ordered):
            done = self.done.to_dict()
        elif isinstance(self.done, Verified):
            done = self.done.to_dict()
        elif isinstance(self.done, DoubleChecked):
            done = self.done.to_dict()
        elif isinstance(self.done, Resolved):
            done = self.done.to_dict()
        elif isinstance(self.done, Released):
            done = self.done.to_dict()
        elif isinstance(self.done, Given):
            done = self.done.to_dict()
        elif isinstance(self.done, Returned):
            done = self.done.to_dict()
        else:
            done = self.done.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "by": by,
                "at": at,
                "done": done,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cancelled import Cancelled  # noqa: PLC0415
        from ..models.double_checked import DoubleChecked  # noqa: PLC0415
        from ..models.given import Given  # noqa: PLC0415
        from ..models.ordered import Ordered  # noqa: PLC0415
        from ..models.released import Released  # noqa: PLC0415
        from ..models.resolved import Resolved  # noqa: PLC0415
        from ..models.returned import Returned  # noqa: PLC0415
        from ..models.verified import Verified  # noqa: PLC0415

        d = dict(src_dict)
        by = d.pop("by")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_done(
            data: object,
        ) -> Cancelled | DoubleChecked | Given | Ordered | Released | Resolved | Returned | Verified:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                done_type_0 = Ordered.from_dict(data)

                return done_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                done_type_1 = Verified.from_dict(data)

                return done_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                done_type_2 = DoubleChecked.from_dict(data)

                return done_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                done_type_3 = Resolved.from_dict(data)

                return done_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                done_type_4 = Released.from_dict(data)

                return done_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                done_type_5 = Given.from_dict(data)

                return done_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                done_type_6 = Returned.from_dict(data)

                return done_type_6
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            done_type_7 = Cancelled.from_dict(data)

            return done_type_7

        done = _parse_done(d.pop("done"))

        step_taken = cls(
            by=by,
            at=at,
            done=done,
        )

        return step_taken
