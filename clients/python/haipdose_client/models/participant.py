from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.arm import Arm
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.adverse_event import AdverseEvent
    from ..models.baseline import Baseline
    from ..models.complication import Complication
    from ..models.complications_reviewed import ComplicationsReviewed
    from ..models.course import Course
    from ..models.death import Death
    from ..models.imaging import Imaging
    from ..models.last_contact import LastContact
    from ..models.liver_panel import LiverPanel
    from ..models.local_treatment_complete import LocalTreatmentComplete
    from ..models.lost_to_follow_up import LostToFollowUp
    from ..models.new_therapy import NewTherapy
    from ..models.participant_strata import ParticipantStrata
    from ..models.pathology import Pathology
    from ..models.progression import Progression
    from ..models.protocol_treatment import ProtocolTreatment
    from ..models.questionnaire import Questionnaire
    from ..models.trial_surgery import TrialSurgery
    from ..models.withdrawal import Withdrawal


T = TypeVar("T", bound="Participant")


@_attrs_define
class Participant:
    """One participant. ``participant`` is a pseudonym. ``arm`` is None as long as nobody was randomised.

    ``facts`` are put in order of time, those of one day in order of their ids: the order in a file means nothing.

        Attributes:
            participant (str):
            site (str):
            arm (Arm | None | Unset):
            registered_on (datetime.date | None | Unset):
            randomised_on (datetime.date | None | Unset):
            strata (ParticipantStrata | Unset):
            baseline (Baseline | None | Unset):
            facts (list[AdverseEvent | Complication | ComplicationsReviewed | Death | Imaging | LastContact | LiverPanel |
                LocalTreatmentComplete | LostToFollowUp | NewTherapy | Pathology | Progression | ProtocolTreatment |
                Questionnaire | TrialSurgery | Withdrawal] | Unset):
            course (Course | None | Unset):
    """

    participant: str
    site: str
    arm: Arm | None | Unset = UNSET
    registered_on: datetime.date | None | Unset = UNSET
    randomised_on: datetime.date | None | Unset = UNSET
    strata: ParticipantStrata | Unset = UNSET
    baseline: Baseline | None | Unset = UNSET
    facts: (
        list[
            AdverseEvent
            | Complication
            | ComplicationsReviewed
            | Death
            | Imaging
            | LastContact
            | LiverPanel
            | LocalTreatmentComplete
            | LostToFollowUp
            | NewTherapy
            | Pathology
            | Progression
            | ProtocolTreatment
            | Questionnaire
            | TrialSurgery
            | Withdrawal
        ]
        | Unset
    ) = UNSET
    course: Course | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.adverse_event import AdverseEvent  # noqa: PLC0415
        from ..models.baseline import Baseline  # noqa: PLC0415
        from ..models.complication import Complication  # noqa: PLC0415
        from ..models.complications_reviewed import ComplicationsReviewed  # noqa: PLC0415
        from ..models.course import Course  # noqa: PLC0415
        from ..models.death import Death  # noqa: PLC0415
        from ..models.imaging import Imaging  # noqa: PLC0415
        from ..models.last_contact import LastContact  # noqa: PLC0415
        from ..models.liver_panel import LiverPanel  # noqa: PLC0415
        from ..models.lost_to_follow_up import LostToFollowUp  # noqa: PLC0415
        from ..models.new_therapy import NewTherapy  # noqa: PLC0415
        from ..models.pathology import Pathology  # noqa: PLC0415
        from ..models.progression import Progression  # noqa: PLC0415
        from ..models.protocol_treatment import ProtocolTreatment  # noqa: PLC0415
        from ..models.questionnaire import Questionnaire  # noqa: PLC0415
        from ..models.trial_surgery import TrialSurgery  # noqa: PLC0415
        from ..models.withdrawal import Withdrawal  # noqa: PLC0415

        participant = self.participant

        site = self.site

        arm: None | str | Unset
        if isinstance(self.arm, Unset):
            arm = UNSET
        elif isinstance(self.arm, Arm):
            arm = self.arm.value
        else:
            arm = self.arm

        registered_on: None | str | Unset
        if isinstance(self.registered_on, Unset):
            registered_on = UNSET
        elif isinstance(self.registered_on, datetime.date):
            registered_on = self.registered_on.isoformat()
        else:
            registered_on = self.registered_on

        randomised_on: None | str | Unset
        if isinstance(self.randomised_on, Unset):
            randomised_on = UNSET
        elif isinstance(self.randomised_on, datetime.date):
            randomised_on = self.randomised_on.isoformat()
        else:
            randomised_on = self.randomised_on

        strata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.strata, Unset):
            strata = self.strata.to_dict()

        baseline: dict[str, Any] | None | Unset
        if isinstance(self.baseline, Unset):
            baseline = UNSET
        elif isinstance(self.baseline, Baseline):
            baseline = self.baseline.to_dict()
        else:
            baseline = self.baseline

        facts: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.facts, Unset):
            facts = []
            for facts_item_data in self.facts:
                facts_item: dict[str, Any]
                if isinstance(facts_item_data, Imaging):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, LiverPanel):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, TrialSurgery):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, Pathology):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, Complication):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, ComplicationsReviewed):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, AdverseEvent):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, Questionnaire):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, Death):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, LastContact):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, Progression):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, Withdrawal):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, LostToFollowUp):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, NewTherapy):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, ProtocolTreatment):
                    facts_item = facts_item_data.to_dict()
                else:
                    facts_item = facts_item_data.to_dict()

                facts.append(facts_item)

        course: dict[str, Any] | None | Unset
        if isinstance(self.course, Unset):
            course = UNSET
        elif isinstance(self.course, Course):
            course = self.course.to_dict()
        else:
            course = self.course

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "participant": participant,
                "site": site,
            }
        )
        if arm is not UNSET:
            field_dict["arm"] = arm
        if registered_on is not UNSET:
            field_dict["registered_on"] = registered_on
        if randomised_on is not UNSET:
            field_dict["randomised_on"] = randomised_on
        if strata is not UNSET:
            field_dict["strata"] = strata
        if baseline is not UNSET:
            field_dict["baseline"] = baseline
        if facts is not UNSET:
            field_dict["facts"] = facts
        if course is not UNSET:
            field_dict["course"] = course

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.adverse_event import AdverseEvent  # noqa: PLC0415
        from ..models.baseline import Baseline  # noqa: PLC0415
        from ..models.complication import Complication  # noqa: PLC0415
        from ..models.complications_reviewed import ComplicationsReviewed  # noqa: PLC0415
        from ..models.course import Course  # noqa: PLC0415
        from ..models.death import Death  # noqa: PLC0415
        from ..models.imaging import Imaging  # noqa: PLC0415
        from ..models.last_contact import LastContact  # noqa: PLC0415
        from ..models.liver_panel import LiverPanel  # noqa: PLC0415
        from ..models.local_treatment_complete import LocalTreatmentComplete  # noqa: PLC0415
        from ..models.lost_to_follow_up import LostToFollowUp  # noqa: PLC0415
        from ..models.new_therapy import NewTherapy  # noqa: PLC0415
        from ..models.participant_strata import ParticipantStrata  # noqa: PLC0415
        from ..models.pathology import Pathology  # noqa: PLC0415
        from ..models.progression import Progression  # noqa: PLC0415
        from ..models.protocol_treatment import ProtocolTreatment  # noqa: PLC0415
        from ..models.questionnaire import Questionnaire  # noqa: PLC0415
        from ..models.trial_surgery import TrialSurgery  # noqa: PLC0415
        from ..models.withdrawal import Withdrawal  # noqa: PLC0415

        d = dict(src_dict)
        participant = d.pop("participant")

        site = d.pop("site")

        def _parse_arm(data: object) -> Arm | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                arm_type_0 = Arm(data)

                return arm_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Arm | None | Unset, data)

        arm = _parse_arm(d.pop("arm", UNSET))

        def _parse_registered_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                registered_on_type_0 = datetime.date.fromisoformat(data)

                return registered_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        registered_on = _parse_registered_on(d.pop("registered_on", UNSET))

        def _parse_randomised_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                randomised_on_type_0 = datetime.date.fromisoformat(data)

                return randomised_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        randomised_on = _parse_randomised_on(d.pop("randomised_on", UNSET))

        _strata = d.pop("strata", UNSET)
        strata: ParticipantStrata | Unset
        if isinstance(_strata, Unset):
            strata = UNSET
        else:
            strata = ParticipantStrata.from_dict(_strata)

        def _parse_baseline(data: object) -> Baseline | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                baseline_type_0 = Baseline.from_dict(data)

                return baseline_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Baseline | None | Unset, data)

        baseline = _parse_baseline(d.pop("baseline", UNSET))

        _facts = d.pop("facts", UNSET)
        facts: (
            list[
                AdverseEvent
                | Complication
                | ComplicationsReviewed
                | Death
                | Imaging
                | LastContact
                | LiverPanel
                | LocalTreatmentComplete
                | LostToFollowUp
                | NewTherapy
                | Pathology
                | Progression
                | ProtocolTreatment
                | Questionnaire
                | TrialSurgery
                | Withdrawal
            ]
            | Unset
        ) = UNSET
        if _facts is not UNSET:
            facts = []
            for facts_item_data in _facts:

                def _parse_facts_item(
                    data: object,
                ) -> (
                    AdverseEvent
                    | Complication
                    | ComplicationsReviewed
                    | Death
                    | Imaging
                    | LastContact
                    | LiverPanel
                    | LocalTreatmentComplete
                    | LostToFollowUp
                    | NewTherapy
                    | Pathology
                    | Progression
                    | ProtocolTreatment
                    | Questionnaire
                    | TrialSurgery
                    | Withdrawal
                ):
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_0 = Imaging.from_dict(data)

                        return facts_item_type_0
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_1 = LiverPanel.from_dict(data)

                        return facts_item_type_1
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_2 = TrialSurgery.from_dict(data)

                        return facts_item_type_2
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_3 = Pathology.from_dict(data)

                        return facts_item_type_3
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_4 = Complication.from_dict(data)

                        return facts_item_type_4
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_5 = ComplicationsReviewed.from_dict(data)

                        return facts_item_type_5
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_6 = AdverseEvent.from_dict(data)

                        return facts_item_type_6
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_7 = Questionnaire.from_dict(data)

                        return facts_item_type_7
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_8 = Death.from_dict(data)

                        return facts_item_type_8
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_9 = LastContact.from_dict(data)

                        return facts_item_type_9
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_10 = Progression.from_dict(data)

                        return facts_item_type_10
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_11 = Withdrawal.from_dict(data)

                        return facts_item_type_11
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_12 = LostToFollowUp.from_dict(data)

                        return facts_item_type_12
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_13 = NewTherapy.from_dict(data)

                        return facts_item_type_13
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_14 = ProtocolTreatment.from_dict(data)

                        return facts_item_type_14
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    if not isinstance(data, dict):
                        raise TypeError()
                    facts_item_type_15 = LocalTreatmentComplete.from_dict(data)

                    return facts_item_type_15

                facts_item = _parse_facts_item(facts_item_data)

                facts.append(facts_item)

        def _parse_course(data: object) -> Course | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                course_type_0 = Course.from_dict(data)

                return course_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Course | None | Unset, data)

        course = _parse_course(d.pop("course", UNSET))

        participant = cls(
            participant=participant,
            site=site,
            arm=arm,
            registered_on=registered_on,
            randomised_on=randomised_on,
            strata=strata,
            baseline=baseline,
            facts=facts,
            course=course,
        )

        return participant
