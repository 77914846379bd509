from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="GradeAnswerRow")


@_attrs_define
class GradeAnswerRow:
    """``grade`` is None when it cannot be decided from the row; ``note`` says why, or what was assumed about it.

    Attributes:
        id (int | str):
        grade (int | None):
        criterion (str):
        note (str):
    """

    id: int | str
    grade: int | None
    criterion: str
    note: str

    def to_dict(self) -> dict[str, Any]:
        id: int | str
        id = self.id

        grade: int | None
        grade = self.grade

        criterion = self.criterion

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "grade": grade,
                "criterion": criterion,
                "note": note,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_id(data: object) -> int | str:
            return cast(int | str, data)

        id = _parse_id(d.pop("id"))

        def _parse_grade(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        grade = _parse_grade(d.pop("grade"))

        criterion = d.pop("criterion")

        note = d.pop("note")

        grade_answer_row = cls(
            id=id,
            grade=grade,
            criterion=criterion,
            note=note,
        )

        return grade_answer_row
