from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.eligibility_answer_outcome import EligibilityAnswerOutcome

if TYPE_CHECKING:
    from ..models.criterion_answer import CriterionAnswer
    from ..models.notice import Notice
    from ..models.protocol_stamp import ProtocolStamp
    from ..models.release import Release


T = TypeVar("T", bound="EligibilityAnswer")


@_attrs_define
class EligibilityAnswer:
    """Whether a candidate may take part: eligible only when every criterion is decided in favour.

    Attributes:
        outcome (EligibilityAnswerOutcome):
        registration_on (datetime.date):
        against (list[str]):
        undecided (list[str]):
        criteria (list[CriterionAnswer]):
        warnings (list[Notice]):
        protocol (ProtocolStamp): Which protocol content an answer was made with, and what the site thinks of it.
        release (Release): Whether an answer may be used for a patient once it has been checked; if not, why.
    """

    outcome: EligibilityAnswerOutcome
    registration_on: datetime.date
    against: list[str]
    undecided: list[str]
    criteria: list[CriterionAnswer]
    warnings: list[Notice]
    protocol: ProtocolStamp
    release: Release

    def to_dict(self) -> dict[str, Any]:
        outcome = self.outcome.value

        registration_on = self.registration_on.isoformat()

        against = self.against

        undecided = self.undecided

        criteria = []
        for criteria_item_data in self.criteria:
            criteria_item = criteria_item_data.to_dict()
            criteria.append(criteria_item)

        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)

        protocol = self.protocol.to_dict()

        release = self.release.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "outcome": outcome,
                "registration_on": registration_on,
                "against": against,
                "undecided": undecided,
                "criteria": criteria,
                "warnings": warnings,
                "protocol": protocol,
                "release": release,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.criterion_answer import CriterionAnswer  # noqa: PLC0415
        from ..models.notice import Notice  # noqa: PLC0415
        from ..models.protocol_stamp import ProtocolStamp  # noqa: PLC0415
        from ..models.release import Release  # noqa: PLC0415

        d = dict(src_dict)
        outcome = EligibilityAnswerOutcome(d.pop("outcome"))

        registration_on = datetime.date.fromisoformat(d.pop("registration_on"))

        against = cast(list[str], d.pop("against"))

        undecided = cast(list[str], d.pop("undecided"))

        criteria = []
        _criteria = d.pop("criteria")
        for criteria_item_data in _criteria:
            criteria_item = CriterionAnswer.from_dict(criteria_item_data)

            criteria.append(criteria_item)

        warnings = []
        _warnings = d.pop("warnings")
        for warnings_item_data in _warnings:
            warnings_item = Notice.from_dict(warnings_item_data)

            warnings.append(warnings_item)

        protocol = ProtocolStamp.from_dict(d.pop("protocol"))

        release = Release.from_dict(d.pop("release"))

        eligibility_answer = cls(
            outcome=outcome,
            registration_on=registration_on,
            against=against,
            undecided=undecided,
            criteria=criteria,
            warnings=warnings,
            protocol=protocol,
            release=release,
        )

        return eligibility_answer
