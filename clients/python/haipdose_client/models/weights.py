from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Weights")


@_attrs_define
class Weights:
    """What the rest costs, in the same points as the costs of an appointment type.

    A published appointment that moves costs ``published_day_moved`` or, on the same day, ``published_time_moved``;
    times ``short_notice_factor`` when its day is at most ``short_notice_days`` ahead.

        Attributes:
            not_a_wished_weekday (int):
            not_the_wished_part_of_day (int):
            published_day_moved (int):
            published_time_moved (int):
            short_notice_days (int):
            short_notice_factor (int):
            noon (str):
    """

    not_a_wished_weekday: int
    not_the_wished_part_of_day: int
    published_day_moved: int
    published_time_moved: int
    short_notice_days: int
    short_notice_factor: int
    noon: str

    def to_dict(self) -> dict[str, Any]:
        not_a_wished_weekday = self.not_a_wished_weekday

        not_the_wished_part_of_day = self.not_the_wished_part_of_day

        published_day_moved = self.published_day_moved

        published_time_moved = self.published_time_moved

        short_notice_days = self.short_notice_days

        short_notice_factor = self.short_notice_factor

        noon = self.noon

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "not_a_wished_weekday": not_a_wished_weekday,
                "not_the_wished_part_of_day": not_the_wished_part_of_day,
                "published_day_moved": published_day_moved,
                "published_time_moved": published_time_moved,
                "short_notice_days": short_notice_days,
                "short_notice_factor": short_notice_factor,
                "noon": noon,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        not_a_wished_weekday = d.pop("not_a_wished_weekday")

        not_the_wished_part_of_day = d.pop("not_the_wished_part_of_day")

        published_day_moved = d.pop("published_day_moved")

        published_time_moved = d.pop("published_time_moved")

        short_notice_days = d.pop("short_notice_days")

        short_notice_factor = d.pop("short_notice_factor")

        noon = d.pop("noon")

        weights = cls(
            not_a_wished_weekday=not_a_wished_weekday,
            not_the_wished_part_of_day=not_the_wished_part_of_day,
            published_day_moved=published_day_moved,
            published_time_moved=published_time_moved,
            short_notice_days=short_notice_days,
            short_notice_factor=short_notice_factor,
            noon=noon,
        )

        return weights
