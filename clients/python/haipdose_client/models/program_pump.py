from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.log_in import LogIn


T = TypeVar("T", bound="ProgramPump")


@_attrs_define
class ProgramPump:
    """Program the pump for a fill that was given. ``digest`` is that of the comparison that both have seen.

    ``second``: somebody else, who stands beside the first and has compared old and new as well.

        Attributes:
            programmer (str):
            order_id (str):
            digest (str):
            second (LogIn): Who, and the proof of it. ``code`` is needed by who has set up a second factor.
    """

    programmer: str
    order_id: str
    digest: str
    second: LogIn

    def to_dict(self) -> dict[str, Any]:
        programmer = self.programmer

        order_id = self.order_id

        digest = self.digest

        second = self.second.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "programmer": programmer,
                "order_id": order_id,
                "digest": digest,
                "second": second,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.log_in import LogIn  # noqa: PLC0415

        d = dict(src_dict)
        programmer = d.pop("programmer")

        order_id = d.pop("order_id")

        digest = d.pop("digest")

        second = LogIn.from_dict(d.pop("second"))

        program_pump = cls(
            programmer=programmer,
            order_id=order_id,
            digest=digest,
            second=second,
        )

        return program_pump
