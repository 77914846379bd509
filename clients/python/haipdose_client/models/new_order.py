from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.fill_request_input import FillRequestInput


T = TypeVar("T", bound="NewOrder")


@_attrs_define
class NewOrder:
    """An order: of the fill that the plan has for a visit, or with a request of one's own.

    Attributes:
        course_id (str):
        visit_id (None | str | Unset):
        request (FillRequestInput | None | Unset):
        due (datetime.date | None | Unset):
        remark (None | str | Unset):
    """

    course_id: str
    visit_id: None | str | Unset = UNSET
    request: FillRequestInput | None | Unset = UNSET
    due: datetime.date | None | Unset = UNSET
    remark: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.fill_request_input import FillRequestInput  # noqa: PLC0415

        course_id = self.course_id

        visit_id: None | str | Unset
        if isinstance(self.visit_id, Unset):
            visit_id = UNSET
        else:
            visit_id = self.visit_id

        request: dict[str, Any] | None | Unset
        if isinstance(self.request, Unset):
            request = UNSET
        elif isinstance(self.request, FillRequestInput):
            request = self.request.to_dict()
        else:
            request = self.request

        due: None | str | Unset
        if isinstance(self.due, Unset):
            due = UNSET
        elif isinstance(self.due, datetime.date):
            due = self.due.isoformat()
        else:
            due = self.due

        remark: None | str | Unset
        if isinstance(self.remark, Unset):
            remark = UNSET
        else:
            remark = self.remark

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "course_id": course_id,
            }
        )
        if visit_id is not UNSET:
            field_dict["visit_id"] = visit_id
        if request is not UNSET:
            field_dict["request"] = request
        if due is not UNSET:
            field_dict["due"] = due
        if remark is not UNSET:
            field_dict["remark"] = remark

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fill_request_input import FillRequestInput  # noqa: PLC0415

        d = dict(src_dict)
        course_id = d.pop("course_id")

        def _parse_visit_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        visit_id = _parse_visit_id(d.pop("visit_id", UNSET))

        def _parse_request(data: object) -> FillRequestInput | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                request_type_0 = FillRequestInput.from_dict(data)

                return request_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FillRequestInput | None | Unset, data)

        request = _parse_request(d.pop("request", UNSET))

        def _parse_due(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_type_0 = datetime.date.fromisoformat(data)

                return due_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        due = _parse_due(d.pop("due", UNSET))

        def _parse_remark(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        remark = _parse_remark(d.pop("remark", UNSET))

        new_order = cls(
            course_id=course_id,
            visit_id=visit_id,
            request=request,
            due=due,
            remark=remark,
        )

        return new_order
