from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.fill_answer import FillAnswer
    from ..models.fill_request import FillRequest


T = TypeVar("T", bound="Ordered")


@_attrs_define
class Ordered:
    """The prescriber asked for this fill; ``answer`` is what the engine made of it then.

    Attributes:
        request (FillRequest): A fill question.

            ``dose_percent`` is percent of the protocol's full dose, needed for floxuridine and never assumed.
            ``pump.flow_ml_per_day`` is the flow that the fill is made for. Overrides leave the protocol and are pointed
            out.
            ``previous_weight_kg`` is the weight of the last fill; ``planned_date`` the day of this one.
        answer (FillAnswer): A fill that can be prepared and checked.

            ``total_volume_ml`` is prepared and injected; with the residual it makes ``reservoir_ml``. ``delivered_ml`` and
            ``expected_return_ml`` are null when the flow of this content is not known. ``calibrates_flow``: whether the
            interval of this fill measures the pump's flow.
        step (Literal['order'] | Unset):  Default: 'order'.
        remark (None | str | Unset):
    """

    request: FillRequest
    answer: FillAnswer
    step: Literal["order"] | Unset = "order"
    remark: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        request = self.request.to_dict()

        answer = self.answer.to_dict()

        step = self.step

        remark: None | str | Unset
        if isinstance(self.remark, Unset):
            remark = UNSET
        else:
            remark = self.remark

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "request": request,
                "answer": answer,
            }
        )
        if step is not UNSET:
            field_dict["step"] = step
        if remark is not UNSET:
            field_dict["remark"] = remark

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fill_answer import FillAnswer  # noqa: PLC0415
        from ..models.fill_request import FillRequest  # noqa: PLC0415

        d = dict(src_dict)
        request = FillRequest.from_dict(d.pop("request"))

        answer = FillAnswer.from_dict(d.pop("answer"))

        step = cast(Literal["order"] | Unset, d.pop("step", UNSET))
        if step != "order" and not isinstance(step, Unset):
            raise ValueError(f"step must match const 'order', got '{step}'")

        def _parse_remark(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        remark = _parse_remark(d.pop("remark", UNSET))

        ordered = cls(
            request=request,
            answer=answer,
            step=step,
            remark=remark,
        )

        return ordered
