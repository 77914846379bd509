from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="StatusCount")


@_attrs_define
class StatusCount:
    """How many occurrences of a site, a kind or a participant stand where.

    Attributes:
        name (str):
        title (str | Unset):  Default: ''.
        done_on_time (int | Unset):  Default: 0.
        done_early (int | Unset):  Default: 0.
        done_late (int | Unset):  Default: 0.
        not_yet_due (int | Unset):  Default: 0.
        due (int | Unset):  Default: 0.
        overdue (int | Unset):  Default: 0.
        missed (int | Unset):  Default: 0.
        not_applicable (int | Unset):  Default: 0.
        cannot_tell (int | Unset):  Default: 0.
    """

    name: str
    title: str | Unset = ""
    done_on_time: int | Unset = 0
    done_early: int | Unset = 0
    done_late: int | Unset = 0
    not_yet_due: int | Unset = 0
    due: int | Unset = 0
    overdue: int | Unset = 0
    missed: int | Unset = 0
    not_applicable: int | Unset = 0
    cannot_tell: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        title = self.title

        done_on_time = self.done_on_time

        done_early = self.done_early

        done_late = self.done_late

        not_yet_due = self.not_yet_due

        due = self.due

        overdue = self.overdue

        missed = self.missed

        not_applicable = self.not_applicable

        cannot_tell = self.cannot_tell

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if title is not UNSET:
            field_dict["title"] = title
        if done_on_time is not UNSET:
            field_dict["done_on_time"] = done_on_time
        if done_early is not UNSET:
            field_dict["done_early"] = done_early
        if done_late is not UNSET:
            field_dict["done_late"] = done_late
        if not_yet_due is not UNSET:
            field_dict["not_yet_due"] = not_yet_due
        if due is not UNSET:
            field_dict["due"] = due
        if overdue is not UNSET:
            field_dict["overdue"] = overdue
        if missed is not UNSET:
            field_dict["missed"] = missed
        if not_applicable is not UNSET:
            field_dict["not_applicable"] = not_applicable
        if cannot_tell is not UNSET:
            field_dict["cannot_tell"] = cannot_tell

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        title = d.pop("title", UNSET)

        done_on_time = d.pop("done_on_time", UNSET)

        done_early = d.pop("done_early", UNSET)

        done_late = d.pop("done_late", UNSET)

        not_yet_due = d.pop("not_yet_due", UNSET)

        due = d.pop("due", UNSET)

        overdue = d.pop("overdue", UNSET)

        missed = d.pop("missed", UNSET)

        not_applicable = d.pop("not_applicable", UNSET)

        cannot_tell = d.pop("cannot_tell", UNSET)

        status_count = cls(
            name=name,
            title=title,
            done_on_time=done_on_time,
            done_early=done_early,
            done_late=done_late,
            not_yet_due=not_yet_due,
            due=due,
            overdue=overdue,
            missed=missed,
            not_applicable=not_applicable,
            cannot_tell=cannot_tell,
        )

        return status_count
