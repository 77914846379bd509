from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.schedule_head import ScheduleHead
    from ..models.shown_run import ShownRun


T = TypeVar("T", bound="ScheduleHeads")


@_attrs_define
class ScheduleHeads:
    """The last calendars, newest first, the run that is under way or ended last, and which calendar counts.

    ``changed``: open courses about which something was recorded since that calendar was published, new ones included.
    Make another calendar for them: it keeps what patients were told wherever that is possible, and says why where not.

        Attributes:
            items (list[ScheduleHead]):
            published (None | str):
            run (None | ShownRun):
            changed (list[str] | Unset):
    """

    items: list[ScheduleHead]
    published: None | str
    run: None | ShownRun
    changed: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.shown_run import ShownRun  # noqa: PLC0415

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        published: None | str
        published = self.published

        run: dict[str, Any] | None
        if isinstance(self.run, ShownRun):
            run = self.run.to_dict()
        else:
            run = self.run

        changed: list[str] | Unset = UNSET
        if not isinstance(self.changed, Unset):
            changed = self.changed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
                "published": published,
                "run": run,
            }
        )
        if changed is not UNSET:
            field_dict["changed"] = changed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.schedule_head import ScheduleHead  # noqa: PLC0415
        from ..models.shown_run import ShownRun  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = ScheduleHead.from_dict(items_item_data)

            items.append(items_item)

        def _parse_published(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        published = _parse_published(d.pop("published"))

        def _parse_run(data: object) -> None | ShownRun:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                run_type_0 = ShownRun.from_dict(data)

                return run_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ShownRun, data)

        run = _parse_run(d.pop("run"))

        changed = cast(list[str], d.pop("changed", UNSET))

        schedule_heads = cls(
            items=items,
            published=published,
            run=run,
            changed=changed,
        )

        return schedule_heads
