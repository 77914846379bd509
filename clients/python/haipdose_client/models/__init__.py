"""Contains all the data models used in inputs/outputs"""

from .additives import Additives
from .additives_dexamethasone_type_0 import AdditivesDexamethasoneType0
from .additives_input import AdditivesInput
from .additives_input_dexamethasone_type_0 import AdditivesInputDexamethasoneType0
from .adverse_event import AdverseEvent
from .adverse_event_related_to_item import AdverseEventRelatedToItem
from .appointment import Appointment
from .appointment_confirmed import AppointmentConfirmed
from .appointment_type import AppointmentType
from .approval import Approval
from .approval_kind import ApprovalKind
from .approval_recorded import ApprovalRecorded
from .approvals import Approvals
from .arm import Arm
from .assessment_answer import AssessmentAnswer
from .assessment_answer_reasons import AssessmentAnswerReasons
from .assessment_report import AssessmentReport
from .assessment_status import AssessmentStatus
from .assessments_report_request import AssessmentsReportRequest
from .assessments_request import AssessmentsRequest
from .audit_entry import AuditEntry
from .audit_entry_payload import AuditEntryPayload
from .audit_page import AuditPage
from .baseline import Baseline
from .baseline_braf_type_0 import BaselineBrafType0
from .baseline_primary_site_type_0 import BaselinePrimarySiteType0
from .baseline_ras_type_0 import BaselineRasType0
from .baseline_sex_type_0 import BaselineSexType0
from .board import Board
from .board_counts import BoardCounts
from .board_row import BoardRow
from .board_row_tags_item import BoardRowTagsItem
from .bridge import Bridge
from .cancelled import Cancelled
from .candidate_result import CandidateResult
from .candidate_result_test import CandidateResultTest
from .capabilities_response_200 import CapabilitiesResponse200
from .capabilities_response_default import CapabilitiesResponseDefault
from .capacity_conflict import CapacityConflict
from .capacity_exception import CapacityException
from .capacity_hours import CapacityHours
from .capacity_hours_days_item import CapacityHoursDaysItem
from .chosen_lot import ChosenLot
from .clinic import Clinic
from .clinic_answer import ClinicAnswer
from .clinic_answer_method import ClinicAnswerMethod
from .clinic_answer_proof import ClinicAnswerProof
from .clinic_assessments import ClinicAssessments
from .clinic_change import ClinicChange
from .clinic_changes import ClinicChanges
from .clinic_closed_holidays_type_0 import ClinicClosedHolidaysType0
from .clinic_page import ClinicPage
from .clinic_record import ClinicRecord
from .clinic_schedule import ClinicSchedule
from .clinic_schedule_course_versions import ClinicScheduleCourseVersions
from .clinic_schedule_published_versions import ClinicSchedulePublishedVersions
from .clinic_schedule_state import ClinicScheduleState
from .clinic_setup import ClinicSetup
from .clinic_working_days_item import ClinicWorkingDaysItem
from .clinical_event import ClinicalEvent
from .closure import Closure
from .colleague import Colleague
from .colleagues import Colleagues
from .complication import Complication
from .complication_grade import ComplicationGrade
from .complications_reviewed import ComplicationsReviewed
from .component import Component
from .component_stock import ComponentStock
from .component_unit import ComponentUnit
from .confirm_second_factor import ConfirmSecondFactor
from .confirmed_value import ConfirmedValue
from .contents import Contents
from .conversion_surgery_cancelled import ConversionSurgeryCancelled
from .conversion_surgery_done import ConversionSurgeryDone
from .conversion_surgery_planned import ConversionSurgeryPlanned
from .correction import Correction
from .correction_input import CorrectionInput
from .corticosteroid import Corticosteroid
from .corticosteroid_route_type_0 import CorticosteroidRouteType0
from .cost_part import CostPart
from .course import Course
from .course_conflict import CourseConflict
from .course_dpyd_type_0 import CourseDpydType0
from .course_header import CourseHeader
from .course_header_dpyd_type_0 import CourseHeaderDpydType0
from .course_header_input import CourseHeaderInput
from .course_header_input_dpyd_type_0 import CourseHeaderInputDpydType0
from .course_page import CoursePage
from .course_shown import CourseShown
from .course_summary import CourseSummary
from .create_observation_body import CreateObservationBody
from .create_observation_response_200 import CreateObservationResponse200
from .create_observation_response_201 import CreateObservationResponse201
from .create_observation_response_default import CreateObservationResponseDefault
from .criterion_answer import CriterionAnswer
from .criterion_answer_kind import CriterionAnswerKind
from .criterion_answer_verdict import CriterionAnswerVerdict
from .cycle_event import CycleEvent
from .day_choice import DayChoice
from .day_choice_state import DayChoiceState
from .day_choices import DayChoices
from .death import Death
from .death_cause import DeathCause
from .decision_page import DecisionPage
from .decision_shown import DecisionShown
from .decision_shown_decision import DecisionShownDecision
from .decision_shown_kind import DecisionShownKind
from .deliveries import Deliveries
from .delivery import Delivery
from .device_session import DeviceSession
from .device_session_page import DeviceSessionPage
from .device_session_shown import DeviceSessionShown
from .device_session_shown_session import DeviceSessionShownSession
from .diff import Diff
from .diluent import Diluent
from .discrepancy import Discrepancy
from .dose_override import DoseOverride
from .dose_override_input import DoseOverrideInput
from .double_checked import DoubleChecked
from .drug import Drug
from .drug_answer import DrugAnswer
from .drug_given import DrugGiven
from .drug_given_input import DrugGivenInput
from .eligibility_answer import EligibilityAnswer
from .eligibility_answer_outcome import EligibilityAnswerOutcome
from .eligibility_request import EligibilityRequest
from .eligibility_request_coumarin_replaced_by_type_0 import EligibilityRequestCoumarinReplacedByType0
from .eligibility_request_markers import EligibilityRequestMarkers
from .eligibility_request_sex_type_0 import EligibilityRequestSexType0
from .eligibility_request_statements import EligibilityRequestStatements
from .evidence import Evidence
from .extra_assessment import ExtraAssessment
from .extra_open_day import ExtraOpenDay
from .extrahepatic_lesion import ExtrahepaticLesion
from .extrahepatic_lesion_appearance_type_0 import ExtrahepaticLesionAppearanceType0
from .fact_page import FactPage
from .fact_shown import FactShown
from .facts_appended import FactsAppended
from .feed_page import FeedPage
from .feed_shown import FeedShown
from .field_problem import FieldProblem
from .fill_answer import FillAnswer
from .fill_given import FillGiven
from .fill_given_additives import FillGivenAdditives
from .fill_given_input import FillGivenInput
from .fill_given_input_additives import FillGivenInputAdditives
from .fill_request import FillRequest
from .fill_request_input import FillRequestInput
from .fill_request_input_products import FillRequestInputProducts
from .fill_request_products import FillRequestProducts
from .filled_basis import FilledBasis
from .flow_action import FlowAction
from .flow_answer import FlowAnswer
from .flow_change import FlowChange
from .flow_interval import FlowInterval
from .flow_measured import FlowMeasured
from .flow_measured_input import FlowMeasuredInput
from .flow_reading import FlowReading
from .flow_request import FlowRequest
from .floxuridine_discontinued import FloxuridineDiscontinued
from .floxuridine_held import FloxuridineHeld
from .floxuridine_status import FloxuridineStatus
from .forward_check import ForwardCheck
from .give import Give
from .given import Given
from .grade_answer_row import GradeAnswerRow
from .grade_row import GradeRow
from .horizon import Horizon
from .hours import Hours
from .hours_days_item import HoursDaysItem
from .imaging import Imaging
from .imaging_done import ImagingDone
from .imaging_done_result_type_0 import ImagingDoneResultType0
from .imaging_modality import ImagingModality
from .imaging_non_target_type_0 import ImagingNonTargetType0
from .imaging_purpose import ImagingPurpose
from .lab_result import LabResult
from .lab_result_test import LabResultTest
from .laboratory import Laboratory
from .laboratory_input import LaboratoryInput
from .laboratory_reports import LaboratoryReports
from .laboratory_test_shown import LaboratoryTestShown
from .laboratory_tests_shown import LaboratoryTestsShown
from .laboratory_value import LaboratoryValue
from .laboratory_value_input import LaboratoryValueInput
from .last_contact import LastContact
from .lesion_pathology import LesionPathology
from .live import Live
from .liver_panel import LiverPanel
from .liver_panel_judged import LiverPanelJudged
from .liver_panel_judged_decision import LiverPanelJudgedDecision
from .liver_panel_verdict import LiverPanelVerdict
from .local_treatment_complete import LocalTreatmentComplete
from .local_treatment_complete_how import LocalTreatmentCompleteHow
from .local_treatment_complete_r_status_type_0 import LocalTreatmentCompleteRStatusType0
from .log_in import LogIn
from .logged_in import LoggedIn
from .long_break_ended import LongBreakEnded
from .long_break_started import LongBreakStarted
from .long_break_started_contents import LongBreakStartedContents
from .lost_to_follow_up import LostToFollowUp
from .lot import Lot
from .lot_choice import LotChoice
from .lot_level import LotLevel
from .lot_offer import LotOffer
from .lot_status import LotStatus
from .middle import Middle
from .missing_fact import MissingFact
from .modify_answer import ModifyAnswer
from .modify_answer_action import ModifyAnswerAction
from .modify_request import ModifyRequest
from .movement_kind import MovementKind
from .movement_page import MovementPage
from .movement_shown import MovementShown
from .need import Need
from .new_approval import NewApproval
from .new_facts import NewFacts
from .new_feed import NewFeed
from .new_laboratory_report import NewLaboratoryReport
from .new_lesion import NewLesion
from .new_modification import NewModification
from .new_movement import NewMovement
from .new_movement_kind import NewMovementKind
from .new_order import NewOrder
from .new_password import NewPassword
from .new_person import NewPerson
from .new_run import NewRun
from .new_subscription import NewSubscription
from .new_subscription_topics_item import NewSubscriptionTopicsItem
from .new_system import NewSystem
from .new_system_keys import NewSystemKeys
from .new_systemic_decision import NewSystemicDecision
from .new_therapy import NewTherapy
from .next_action import NextAction
from .next_action_action import NextActionAction
from .not_confirmed import NotConfirmed
from .not_placed import NotPlaced
from .not_told import NotTold
from .notice import Notice
from .notice_level import NoticeLevel
from .one_time_password import OneTimePassword
from .operation import Operation
from .order_page import OrderPage
from .order_shown import OrderShown
from .ordered import Ordered
from .participant import Participant
from .participant_strata import ParticipantStrata
from .pathology import Pathology
from .patient import Patient
from .patient_input import PatientInput
from .patient_input_sex import PatientInputSex
from .patient_named import PatientNamed
from .patient_page import PatientPage
from .patient_record import PatientRecord
from .patient_record_sex import PatientRecordSex
from .patient_sex import PatientSex
from .perfusion_scan import PerfusionScan
from .perfusion_scan_result import PerfusionScanResult
from .person_change import PersonChange
from .person_page import PersonPage
from .person_shown import PersonShown
from .pharmacy_product import PharmacyProduct
from .pharmacy_product_container import PharmacyProductContainer
from .pharmacy_product_input import PharmacyProductInput
from .pharmacy_product_input_container import PharmacyProductInputContainer
from .pharmacy_product_input_other_codes import PharmacyProductInputOtherCodes
from .pharmacy_product_input_strength_unit_type_0 import PharmacyProductInputStrengthUnitType0
from .pharmacy_product_other_codes import PharmacyProductOtherCodes
from .pharmacy_product_page import PharmacyProductPage
from .pharmacy_product_strength_unit_type_0 import PharmacyProductStrengthUnitType0
from .plan_answer import PlanAnswer
from .plan_change import PlanChange
from .plan_changes import PlanChanges
from .plan_conflict import PlanConflict
from .plan_item import PlanItem
from .plan_option import PlanOption
from .plan_visit import PlanVisit
from .planned_program import PlannedProgram
from .preferred_language import PreferredLanguage
from .preferred_language_language_type_0 import PreferredLanguageLanguageType0
from .preparation_release import PreparationRelease
from .preparation_release_lot_numbers import PreparationReleaseLotNumbers
from .preparation_release_lots import PreparationReleaseLots
from .prepared_with import PreparedWith
from .previous_dose import PreviousDose
from .prior_malignancy import PriorMalignancy
from .prior_malignancy_kind_type_0 import PriorMalignancyKindType0
from .problem import Problem
from .product_level import ProductLevel
from .profile_list import ProfileList
from .profile_shown import ProfileShown
from .profile_shown_content import ProfileShownContent
from .profile_summary import ProfileSummary
from .program_outcome import ProgramOutcome
from .program_outcome_outcome import ProgramOutcomeOutcome
from .program_pump import ProgramPump
from .programmer_shown import ProgrammerShown
from .programmers import Programmers
from .progress import Progress
from .progression import Progression
from .progression_how import ProgressionHow
from .progression_site import ProgressionSite
from .protocol_change import ProtocolChange
from .protocol_change_about import ProtocolChangeAbout
from .protocol_change_kind import ProtocolChangeKind
from .protocol_changed import ProtocolChanged
from .protocol_difference import ProtocolDifference
from .protocol_list import ProtocolList
from .protocol_rules import ProtocolRules
from .protocol_rules_sources import ProtocolRulesSources
from .protocol_shown import ProtocolShown
from .protocol_shown_content import ProtocolShownContent
from .protocol_stamp import ProtocolStamp
from .protocol_stamp_approval import ProtocolStampApproval
from .protocol_summary import ProtocolSummary
from .protocol_treatment import ProtocolTreatment
from .protocol_treatment_event import ProtocolTreatmentEvent
from .public_keys_response_public_keys import PublicKeysResponsePublicKeys
from .publication import Publication
from .pump_emptied import PumpEmptied
from .pump_emptied_input import PumpEmptiedInput
from .pump_explanted import PumpExplanted
from .pump_implanted import PumpImplanted
from .pump_in_use import PumpInUse
from .pump_in_use_input import PumpInUseInput
from .pump_interrogated import PumpInterrogated
from .pump_interrogated_input import PumpInterrogatedInput
from .pump_kind import PumpKind
from .pump_page import PumpPage
from .pump_programmed import PumpProgrammed
from .pump_programmed_command import PumpProgrammedCommand
from .pump_programmed_input import PumpProgrammedInput
from .pump_programmed_input_command import PumpProgrammedInputCommand
from .pump_programmed_input_result import PumpProgrammedInputResult
from .pump_programmed_result import PumpProgrammedResult
from .pump_read import PumpRead
from .pump_reading import PumpReading
from .pump_record import PumpRecord
from .pump_record_input import PumpRecordInput
from .pump_record_input_status import PumpRecordInputStatus
from .pump_record_status import PumpRecordStatus
from .questionnaire import Questionnaire
from .questionnaire_answers import QuestionnaireAnswers
from .questionnaire_instrument import QuestionnaireInstrument
from .read_board_only_type_0 import ReadBoardOnlyType0
from .read_pump import ReadPump
from .read_response_200 import ReadResponse200
from .read_response_default import ReadResponseDefault
from .ready import Ready
from .reason import Reason
from .reasoned import Reasoned
from .recorded_clinic import RecordedClinic
from .recorded_clinic_schedule import RecordedClinicSchedule
from .recorded_clinic_setup import RecordedClinicSetup
from .recorded_patient import RecordedPatient
from .recorded_pharmacy_product import RecordedPharmacyProduct
from .recorded_pump import RecordedPump
from .refill_check import RefillCheck
from .refill_volumes import RefillVolumes
from .registered import Registered
from .release import Release
from .released import Released
from .released_lot_numbers import ReleasedLotNumbers
from .released_prepared_with import ReleasedPreparedWith
from .remarked import Remarked
from .remedy import Remedy
from .report_row import ReportRow
from .resolved import Resolved
from .resource import Resource
from .resource_use import ResourceUse
from .return_ import Return
from .return_range import ReturnRange
from .returned import Returned
from .role import Role
from .rule_shown import RuleShown
from .run_dry_times import RunDryTimes
from .runs_dry import RunsDry
from .schedule_head import ScheduleHead
from .schedule_head_state import ScheduleHeadState
from .schedule_heads import ScheduleHeads
from .scheduled_assessment import ScheduledAssessment
from .search_response_200 import SearchResponse200
from .search_response_default import SearchResponseDefault
from .second_entry import SecondEntry
from .second_factor import SecondFactor
from .setting import Setting
from .settle import Settle
from .share import Share
from .shortage import Shortage
from .shown_run import ShownRun
from .shown_run_state import ShownRunState
from .site_confirmed import SiteConfirmed
from .smart_configuration_response_smart_configuration import SmartConfigurationResponseSmartConfiguration
from .state import State
from .stated_answer import StatedAnswer
from .stated_answer_by_type_0 import StatedAnswerByType0
from .stated_interval import StatedInterval
from .stated_marker import StatedMarker
from .stated_marker_result_type_0 import StatedMarkerResultType0
from .stated_risk import StatedRisk
from .status import Status
from .status_count import StatusCount
from .step import Step
from .step_taken import StepTaken
from .stock_levels import StockLevels
from .stock_movement import StockMovement
from .stream import Stream
from .subscription_page import SubscriptionPage
from .subscription_shown import SubscriptionShown
from .subscription_state import SubscriptionState
from .surgery import Surgery
from .system_page import SystemPage
from .system_rights import SystemRights
from .system_rights_keys import SystemRightsKeys
from .system_shown import SystemShown
from .system_shown_keys import SystemShownKeys
from .systemic_action import SystemicAction
from .systemic_answer import SystemicAnswer
from .systemic_discontinued import SystemicDiscontinued
from .systemic_given import SystemicGiven
from .systemic_given_input import SystemicGivenInput
from .systemic_given_input_percent_of_full import SystemicGivenInputPercentOfFull
from .systemic_given_input_reductions import SystemicGivenInputReductions
from .systemic_given_percent_of_full import SystemicGivenPercentOfFull
from .systemic_given_reductions import SystemicGivenReductions
from .systemic_held import SystemicHeld
from .systemic_request import SystemicRequest
from .systemic_request_dpyd_type_0 import SystemicRequestDpydType0
from .target_lesion import TargetLesion
from .target_lesion_diameter_mm_type_0 import TargetLesionDiameterMmType0
from .term import Term
from .test_finding import TestFinding
from .test_finding_outcome import TestFindingOutcome
from .token_answer import TokenAnswer
from .token_error import TokenError
from .token_form import TokenForm
from .toxicity_reviewed import ToxicityReviewed
from .trial_surgery import TrialSurgery
from .trial_surgery_kind import TrialSurgeryKind
from .trial_surgery_r_status_type_0 import TrialSurgeryRStatusType0
from .unavailable import Unavailable
from .used_value import UsedValue
from .verified import Verified
from .visit_moved import VisitMoved
from .weekday import Weekday
from .weight_measured import WeightMeasured
from .weight_measured_input import WeightMeasuredInput
from .weight_rule import WeightRule
from .weights import Weights
from .who_am_i import WhoAmI
from .who_am_i_language_type_0 import WhoAmILanguageType0
from .who_am_i_roles import WhoAmIRoles
from .why_not import WhyNot
from .window import Window
from .withdrawal import Withdrawal
from .withdrawal_scope import WithdrawalScope
from .yearly_closure import YearlyClosure

__all__ = (
    "Additives",
    "AdditivesDexamethasoneType0",
    "AdditivesInput",
    "AdditivesInputDexamethasoneType0",
    "AdverseEvent",
    "AdverseEventRelatedToItem",
    "Appointment",
    "AppointmentConfirmed",
    "AppointmentType",
    "Approval",
    "ApprovalKind",
    "ApprovalRecorded",
    "Approvals",
    "Arm",
    "AssessmentAnswer",
    "AssessmentAnswerReasons",
    "AssessmentReport",
    "AssessmentsReportRequest",
    "AssessmentsRequest",
    "AssessmentStatus",
    "AuditEntry",
    "AuditEntryPayload",
    "AuditPage",
    "Baseline",
    "BaselineBrafType0",
    "BaselinePrimarySiteType0",
    "BaselineRasType0",
    "BaselineSexType0",
    "Board",
    "BoardCounts",
    "BoardRow",
    "BoardRowTagsItem",
    "Bridge",
    "Cancelled",
    "CandidateResult",
    "CandidateResultTest",
    "CapabilitiesResponse200",
    "CapabilitiesResponseDefault",
    "CapacityConflict",
    "CapacityException",
    "CapacityHours",
    "CapacityHoursDaysItem",
    "ChosenLot",
    "Clinic",
    "ClinicalEvent",
    "ClinicAnswer",
    "ClinicAnswerMethod",
    "ClinicAnswerProof",
    "ClinicAssessments",
    "ClinicChange",
    "ClinicChanges",
    "ClinicClosedHolidaysType0",
    "ClinicPage",
    "ClinicRecord",
    "ClinicSchedule",
    "ClinicScheduleCourseVersions",
    "ClinicSchedulePublishedVersions",
    "ClinicScheduleState",
    "ClinicSetup",
    "ClinicWorkingDaysItem",
    "Closure",
    "Colleague",
    "Colleagues",
    "Complication",
    "ComplicationGrade",
    "ComplicationsReviewed",
    "Component",
    "ComponentStock",
    "ComponentUnit",
    "ConfirmedValue",
    "ConfirmSecondFactor",
    "Contents",
    "ConversionSurgeryCancelled",
    "ConversionSurgeryDone",
    "ConversionSurgeryPlanned",
    "Correction",
    "CorrectionInput",
    "Corticosteroid",
    "CorticosteroidRouteType0",
    "CostPart",
    "Course",
    "CourseConflict",
    "CourseDpydType0",
    "CourseHeader",
    "CourseHeaderDpydType0",
    "CourseHeaderInput",
    "CourseHeaderInputDpydType0",
    "CoursePage",
    "CourseShown",
    "CourseSummary",
    "CreateObservationBody",
    "CreateObservationResponse200",
    "CreateObservationResponse201",
    "CreateObservationResponseDefault",
    "CriterionAnswer",
    "CriterionAnswerKind",
    "CriterionAnswerVerdict",
    "CycleEvent",
    "DayChoice",
    "DayChoices",
    "DayChoiceState",
    "Death",
    "DeathCause",
    "DecisionPage",
    "DecisionShown",
    "DecisionShownDecision",
    "DecisionShownKind",
    "Deliveries",
    "Delivery",
    "DeviceSession",
    "DeviceSessionPage",
    "DeviceSessionShown",
    "DeviceSessionShownSession",
    "Diff",
    "Diluent",
    "Discrepancy",
    "DoseOverride",
    "DoseOverrideInput",
    "DoubleChecked",
    "Drug",
    "DrugAnswer",
    "DrugGiven",
    "DrugGivenInput",
    "EligibilityAnswer",
    "EligibilityAnswerOutcome",
    "EligibilityRequest",
    "EligibilityRequestCoumarinReplacedByType0",
    "EligibilityRequestMarkers",
    "EligibilityRequestSexType0",
    "EligibilityRequestStatements",
    "Evidence",
    "ExtraAssessment",
    "ExtrahepaticLesion",
    "ExtrahepaticLesionAppearanceType0",
    "ExtraOpenDay",
    "FactPage",
    "FactsAppended",
    "FactShown",
    "FeedPage",
    "FeedShown",
    "FieldProblem",
    "FillAnswer",
    "FilledBasis",
    "FillGiven",
    "FillGivenAdditives",
    "FillGivenInput",
    "FillGivenInputAdditives",
    "FillRequest",
    "FillRequestInput",
    "FillRequestInputProducts",
    "FillRequestProducts",
    "FlowAction",
    "FlowAnswer",
    "FlowChange",
    "FlowInterval",
    "FlowMeasured",
    "FlowMeasuredInput",
    "FlowReading",
    "FlowRequest",
    "FloxuridineDiscontinued",
    "FloxuridineHeld",
    "FloxuridineStatus",
    "ForwardCheck",
    "Give",
    "Given",
    "GradeAnswerRow",
    "GradeRow",
    "Horizon",
    "Hours",
    "HoursDaysItem",
    "Imaging",
    "ImagingDone",
    "ImagingDoneResultType0",
    "ImagingModality",
    "ImagingNonTargetType0",
    "ImagingPurpose",
    "Laboratory",
    "LaboratoryInput",
    "LaboratoryReports",
    "LaboratoryTestShown",
    "LaboratoryTestsShown",
    "LaboratoryValue",
    "LaboratoryValueInput",
    "LabResult",
    "LabResultTest",
    "LastContact",
    "LesionPathology",
    "Live",
    "LiverPanel",
    "LiverPanelJudged",
    "LiverPanelJudgedDecision",
    "LiverPanelVerdict",
    "LocalTreatmentComplete",
    "LocalTreatmentCompleteHow",
    "LocalTreatmentCompleteRStatusType0",
    "LoggedIn",
    "LogIn",
    "LongBreakEnded",
    "LongBreakStarted",
    "LongBreakStartedContents",
    "LostToFollowUp",
    "Lot",
    "LotChoice",
    "LotLevel",
    "LotOffer",
    "LotStatus",
    "Middle",
    "MissingFact",
    "ModifyAnswer",
    "ModifyAnswerAction",
    "ModifyRequest",
    "MovementKind",
    "MovementPage",
    "MovementShown",
    "Need",
    "NewApproval",
    "NewFacts",
    "NewFeed",
    "NewLaboratoryReport",
    "NewLesion",
    "NewModification",
    "NewMovement",
    "NewMovementKind",
    "NewOrder",
    "NewPassword",
    "NewPerson",
    "NewRun",
    "NewSubscription",
    "NewSubscriptionTopicsItem",
    "NewSystem",
    "NewSystemicDecision",
    "NewSystemKeys",
    "NewTherapy",
    "NextAction",
    "NextActionAction",
    "NotConfirmed",
    "Notice",
    "NoticeLevel",
    "NotPlaced",
    "NotTold",
    "OneTimePassword",
    "Operation",
    "Ordered",
    "OrderPage",
    "OrderShown",
    "Participant",
    "ParticipantStrata",
    "Pathology",
    "Patient",
    "PatientInput",
    "PatientInputSex",
    "PatientNamed",
    "PatientPage",
    "PatientRecord",
    "PatientRecordSex",
    "PatientSex",
    "PerfusionScan",
    "PerfusionScanResult",
    "PersonChange",
    "PersonPage",
    "PersonShown",
    "PharmacyProduct",
    "PharmacyProductContainer",
    "PharmacyProductInput",
    "PharmacyProductInputContainer",
    "PharmacyProductInputOtherCodes",
    "PharmacyProductInputStrengthUnitType0",
    "PharmacyProductOtherCodes",
    "PharmacyProductPage",
    "PharmacyProductStrengthUnitType0",
    "PlanAnswer",
    "PlanChange",
    "PlanChanges",
    "PlanConflict",
    "PlanItem",
    "PlannedProgram",
    "PlanOption",
    "PlanVisit",
    "PreferredLanguage",
    "PreferredLanguageLanguageType0",
    "PreparationRelease",
    "PreparationReleaseLotNumbers",
    "PreparationReleaseLots",
    "PreparedWith",
    "PreviousDose",
    "PriorMalignancy",
    "PriorMalignancyKindType0",
    "Problem",
    "ProductLevel",
    "ProfileList",
    "ProfileShown",
    "ProfileShownContent",
    "ProfileSummary",
    "Programmers",
    "ProgrammerShown",
    "ProgramOutcome",
    "ProgramOutcomeOutcome",
    "ProgramPump",
    "Progress",
    "Progression",
    "ProgressionHow",
    "ProgressionSite",
    "ProtocolChange",
    "ProtocolChangeAbout",
    "ProtocolChanged",
    "ProtocolChangeKind",
    "ProtocolDifference",
    "ProtocolList",
    "ProtocolRules",
    "ProtocolRulesSources",
    "ProtocolShown",
    "ProtocolShownContent",
    "ProtocolStamp",
    "ProtocolStampApproval",
    "ProtocolSummary",
    "ProtocolTreatment",
    "ProtocolTreatmentEvent",
    "Publication",
    "PublicKeysResponsePublicKeys",
    "PumpEmptied",
    "PumpEmptiedInput",
    "PumpExplanted",
    "PumpImplanted",
    "PumpInterrogated",
    "PumpInterrogatedInput",
    "PumpInUse",
    "PumpInUseInput",
    "PumpKind",
    "PumpPage",
    "PumpProgrammed",
    "PumpProgrammedCommand",
    "PumpProgrammedInput",
    "PumpProgrammedInputCommand",
    "PumpProgrammedInputResult",
    "PumpProgrammedResult",
    "PumpRead",
    "PumpReading",
    "PumpRecord",
    "PumpRecordInput",
    "PumpRecordInputStatus",
    "PumpRecordStatus",
    "Questionnaire",
    "QuestionnaireAnswers",
    "QuestionnaireInstrument",
    "ReadBoardOnlyType0",
    "ReadPump",
    "ReadResponse200",
    "ReadResponseDefault",
    "Ready",
    "Reason",
    "Reasoned",
    "RecordedClinic",
    "RecordedClinicSchedule",
    "RecordedClinicSetup",
    "RecordedPatient",
    "RecordedPharmacyProduct",
    "RecordedPump",
    "RefillCheck",
    "RefillVolumes",
    "Registered",
    "Release",
    "Released",
    "ReleasedLotNumbers",
    "ReleasedPreparedWith",
    "Remarked",
    "Remedy",
    "ReportRow",
    "Resolved",
    "Resource",
    "ResourceUse",
    "Return",
    "Returned",
    "ReturnRange",
    "Role",
    "RuleShown",
    "RunDryTimes",
    "RunsDry",
    "ScheduledAssessment",
    "ScheduleHead",
    "ScheduleHeads",
    "ScheduleHeadState",
    "SearchResponse200",
    "SearchResponseDefault",
    "SecondEntry",
    "SecondFactor",
    "Setting",
    "Settle",
    "Share",
    "Shortage",
    "ShownRun",
    "ShownRunState",
    "SiteConfirmed",
    "SmartConfigurationResponseSmartConfiguration",
    "State",
    "StatedAnswer",
    "StatedAnswerByType0",
    "StatedInterval",
    "StatedMarker",
    "StatedMarkerResultType0",
    "StatedRisk",
    "Status",
    "StatusCount",
    "Step",
    "StepTaken",
    "StockLevels",
    "StockMovement",
    "Stream",
    "SubscriptionPage",
    "SubscriptionShown",
    "SubscriptionState",
    "Surgery",
    "SystemicAction",
    "SystemicAnswer",
    "SystemicDiscontinued",
    "SystemicGiven",
    "SystemicGivenInput",
    "SystemicGivenInputPercentOfFull",
    "SystemicGivenInputReductions",
    "SystemicGivenPercentOfFull",
    "SystemicGivenReductions",
    "SystemicHeld",
    "SystemicRequest",
    "SystemicRequestDpydType0",
    "SystemPage",
    "SystemRights",
    "SystemRightsKeys",
    "SystemShown",
    "SystemShownKeys",
    "TargetLesion",
    "TargetLesionDiameterMmType0",
    "Term",
    "TestFinding",
    "TestFindingOutcome",
    "TokenAnswer",
    "TokenError",
    "TokenForm",
    "ToxicityReviewed",
    "TrialSurgery",
    "TrialSurgeryKind",
    "TrialSurgeryRStatusType0",
    "Unavailable",
    "UsedValue",
    "Verified",
    "VisitMoved",
    "Weekday",
    "WeightMeasured",
    "WeightMeasuredInput",
    "WeightRule",
    "Weights",
    "WhoAmI",
    "WhoAmILanguageType0",
    "WhoAmIRoles",
    "WhyNot",
    "Window",
    "Withdrawal",
    "WithdrawalScope",
    "YearlyClosure",
)
