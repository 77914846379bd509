from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.arm import Arm

if TYPE_CHECKING:
    from ..models.assessment_answer_reasons import AssessmentAnswerReasons
    from ..models.extra_assessment import ExtraAssessment
    from ..models.notice import Notice
    from ..models.protocol_stamp import ProtocolStamp
    from ..models.release import Release
    from ..models.scheduled_assessment import ScheduledAssessment
    from ..models.step import Step


T = TypeVar("T", bound="AssessmentAnswer")


@_attrs_define
class AssessmentAnswer:
    """The schedule of assessments of one participant as of a day.

    ``not_yet_known``: facts that lie after ``as_of``. ``reasons``: what the reasons in the answer mean.

        Attributes:
            participant (str):
            site (str):
            arm (Arm | None):
            as_of (datetime.date):
            protocol (ProtocolStamp): Which protocol content an answer was made with, and what the site thinks of it.
            assessments (list[ScheduledAssessment]):
            extra (list[ExtraAssessment]):
            not_yet_known (int):
            notices (list[Notice]):
            reasons (AssessmentAnswerReasons):
            derivation (list[Step]):
            release (Release): Whether an answer may be used for a patient once it has been checked; if not, why.
    """

    participant: str
    site: str
    arm: Arm | None
    as_of: datetime.date
    protocol: ProtocolStamp
    assessments: list[ScheduledAssessment]
    extra: list[ExtraAssessment]
    not_yet_known: int
    notices: list[Notice]
    reasons: AssessmentAnswerReasons
    derivation: list[Step]
    release: Release

    def to_dict(self) -> dict[str, Any]:
        participant = self.participant

        site = self.site

        arm: None | str
        if isinstance(self.arm, Arm):
            arm = self.arm.value
        else:
            arm = self.arm

        as_of = self.as_of.isoformat()

        protocol = self.protocol.to_dict()

        assessments = []
        for assessments_item_data in self.assessments:
            assessments_item = assessments_item_data.to_dict()
            assessments.append(assessments_item)

        extra = []
        for extra_item_data in self.extra:
            extra_item = extra_item_data.to_dict()
            extra.append(extra_item)

        not_yet_known = self.not_yet_known

        notices = []
        for notices_item_data in self.notices:
            notices_item = notices_item_data.to_dict()
            notices.append(notices_item)

        reasons = self.reasons.to_dict()

        derivation = []
        for derivation_item_data in self.derivation:
            derivation_item = derivation_item_data.to_dict()
            derivation.append(derivation_item)

        release = self.release.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "participant": participant,
                "site": site,
                "arm": arm,
                "as_of": as_of,
                "protocol": protocol,
                "assessments": assessments,
                "extra": extra,
                "not_yet_known": not_yet_known,
                "notices": notices,
                "reasons": reasons,
                "derivation": derivation,
                "release": release,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.assessment_answer_reasons import AssessmentAnswerReasons  # noqa: PLC0415
        from ..models.extra_assessment import ExtraAssessment  # noqa: PLC0415
        from ..models.notice import Notice  # noqa: PLC0415
        from ..models.protocol_stamp import ProtocolStamp  # noqa: PLC0415
        from ..models.release import Release  # noqa: PLC0415
        from ..models.scheduled_assessment import ScheduledAssessment  # noqa: PLC0415
        from ..models.step import Step  # noqa: PLC0415

        d = dict(src_dict)
        participant = d.pop("participant")

        site = d.pop("site")

        def _parse_arm(data: object) -> Arm | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                arm_type_0 = Arm(data)

                return arm_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Arm | None, data)

        arm = _parse_arm(d.pop("arm"))

        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        protocol = ProtocolStamp.from_dict(d.pop("protocol"))

        assessments = []
        _assessments = d.pop("assessments")
        for assessments_item_data in _assessments:
            assessments_item = ScheduledAssessment.from_dict(assessments_item_data)

            assessments.append(assessments_item)

        extra = []
        _extra = d.pop("extra")
        for extra_item_data in _extra:
            extra_item = ExtraAssessment.from_dict(extra_item_data)

            extra.append(extra_item)

        not_yet_known = d.pop("not_yet_known")

        notices = []
        _notices = d.pop("notices")
        for notices_item_data in _notices:
            notices_item = Notice.from_dict(notices_item_data)

            notices.append(notices_item)

        reasons = AssessmentAnswerReasons.from_dict(d.pop("reasons"))

        derivation = []
        _derivation = d.pop("derivation")
        for derivation_item_data in _derivation:
            derivation_item = Step.from_dict(derivation_item_data)

            derivation.append(derivation_item)

        release = Release.from_dict(d.pop("release"))

        assessment_answer = cls(
            participant=participant,
            site=site,
            arm=arm,
            as_of=as_of,
            protocol=protocol,
            assessments=assessments,
            extra=extra,
            not_yet_known=not_yet_known,
            notices=notices,
            reasons=reasons,
            derivation=derivation,
            release=release,
        )

        return assessment_answer
