from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Delivery")


@_attrs_define
class Delivery:
    """What became of one event.

    Attributes:
        sequence (int):
        event_id (str):
        topic (str):
        attempts (int):
        delivered_at (datetime.datetime | None):
        next_attempt_at (datetime.datetime | None):
        given_up_at (datetime.datetime | None):
        last_error (None | str):
    """

    sequence: int
    event_id: str
    topic: str
    attempts: int
    delivered_at: datetime.datetime | None
    next_attempt_at: datetime.datetime | None
    given_up_at: datetime.datetime | None
    last_error: None | str

    def to_dict(self) -> dict[str, Any]:
        sequence = self.sequence

        event_id = self.event_id

        topic = self.topic

        attempts = self.attempts

        delivered_at: None | str
        if isinstance(self.delivered_at, datetime.datetime):
            delivered_at = self.delivered_at.isoformat()
        else:
            delivered_at = self.delivered_at

        next_attempt_at: None | str
        if isinstance(self.next_attempt_at, datetime.datetime):
            next_attempt_at = self.next_attempt_at.isoformat()
        else:
            next_attempt_at = self.next_attempt_at

        given_up_at: None | str
        if isinstance(self.given_up_at, datetime.datetime):
            given_up_at = self.given_up_at.isoformat()
        else:
            given_up_at = self.given_up_at

        last_error: None | str
        last_error = self.last_error

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sequence": sequence,
                "event_id": event_id,
                "topic": topic,
                "attempts": attempts,
                "delivered_at": delivered_at,
                "next_attempt_at": next_attempt_at,
                "given_up_at": given_up_at,
                "last_error": last_error,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sequence = d.pop("sequence")

        event_id = d.pop("event_id")

        topic = d.pop("topic")

        attempts = d.pop("attempts")

        def _parse_delivered_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                delivered_at_type_0 = datetime.datetime.fromisoformat(data)

                return delivered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        delivered_at = _parse_delivered_at(d.pop("delivered_at"))

        def _parse_next_attempt_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_attempt_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_attempt_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_attempt_at = _parse_next_attempt_at(d.pop("next_attempt_at"))

        def _parse_given_up_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                given_up_at_type_0 = datetime.datetime.fromisoformat(data)

                return given_up_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        given_up_at = _parse_given_up_at(d.pop("given_up_at"))

        def _parse_last_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        last_error = _parse_last_error(d.pop("last_error"))

        delivery = cls(
            sequence=sequence,
            event_id=event_id,
            topic=topic,
            attempts=attempts,
            delivered_at=delivered_at,
            next_attempt_at=next_attempt_at,
            given_up_at=given_up_at,
            last_error=last_error,
        )

        return delivery
