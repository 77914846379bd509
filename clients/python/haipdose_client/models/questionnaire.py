from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.questionnaire_instrument import QuestionnaireInstrument
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.questionnaire_answers import QuestionnaireAnswers


T = TypeVar("T", bound="Questionnaire")


@_attrs_define
class Questionnaire:
    """A filled-in questionnaire: item to answer as a number; an item that is None or not there was not answered.

    QLQ-C30 items are ``1`` to ``30``. EQ-5D-3L items are ``mobility``, ``self_care``, ``usual_activities``,
    ``pain``, ``anxiety`` (1 to 3) and ``vas`` (0 to 100). The items of the iPCQ are in :mod:`haipdose.trial.ipcq`.

        Attributes:
            id (str):
            on (datetime.date):
            type_ (Literal['questionnaire']):
            instrument (QuestionnaireInstrument):
            answers (QuestionnaireAnswers):
            recorded_at (datetime.datetime | None | Unset):
            note (None | str | Unset):
            visit (None | str | Unset):
    """

    id: str
    on: datetime.date
    type_: Literal["questionnaire"]
    instrument: QuestionnaireInstrument
    answers: QuestionnaireAnswers
    recorded_at: datetime.datetime | None | Unset = UNSET
    note: None | str | Unset = UNSET
    visit: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        on = self.on.isoformat()

        type_ = self.type_

        instrument = self.instrument.value

        answers = self.answers.to_dict()

        recorded_at: None | str | Unset
        if isinstance(self.recorded_at, Unset):
            recorded_at = UNSET
        elif isinstance(self.recorded_at, datetime.datetime):
            recorded_at = self.recorded_at.isoformat()
        else:
            recorded_at = self.recorded_at

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        visit: None | str | Unset
        if isinstance(self.visit, Unset):
            visit = UNSET
        else:
            visit = self.visit

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "on": on,
                "type": type_,
                "instrument": instrument,
                "answers": answers,
            }
        )
        if recorded_at is not UNSET:
            field_dict["recorded_at"] = recorded_at
        if note is not UNSET:
            field_dict["note"] = note
        if visit is not UNSET:
            field_dict["visit"] = visit

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.questionnaire_answers import QuestionnaireAnswers  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        on = datetime.date.fromisoformat(d.pop("on"))

        type_ = cast(Literal["questionnaire"], d.pop("type"))
        if type_ != "questionnaire":
            raise ValueError(f"type must match const 'questionnaire', got '{type_}'")

        instrument = QuestionnaireInstrument(d.pop("instrument"))

        answers = QuestionnaireAnswers.from_dict(d.pop("answers"))

        def _parse_recorded_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                recorded_at_type_0 = datetime.datetime.fromisoformat(data)

                return recorded_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        recorded_at = _parse_recorded_at(d.pop("recorded_at", UNSET))

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        def _parse_visit(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        visit = _parse_visit(d.pop("visit", UNSET))

        questionnaire = cls(
            id=id,
            on=on,
            type_=type_,
            instrument=instrument,
            answers=answers,
            recorded_at=recorded_at,
            note=note,
            visit=visit,
        )

        return questionnaire
