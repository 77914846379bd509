"""Every endpoint of a participant at a cut-off: a pure function of facts and rules."""

from __future__ import annotations

from datetime import date
from typing import Final

from haipdose.errors import InputError, raise_all
from haipdose.protocol.standards import GradingStandard
from haipdose.protocol.standards_loader import load_ctcae
from haipdose.trial.adverse_events import adverse_events
from haipdose.trial.endpoint_answers import Outcomes, YesNo
from haipdose.trial.endpoint_data import endpoint_rules
from haipdose.trial.endpoint_rules import EndpointRules
from haipdose.trial.endpoints_surgery import (
    complete_local_treatment,
    complications,
    conversion,
    pathological_response,
)
from haipdose.trial.endpoints_survival import (
    hepatic_progression_free_survival,
    overall_survival,
    progression_free_survival,
)
from haipdose.trial.eq5d import Utility, state_of, utility_of
from haipdose.trial.facts import Questionnaire
from haipdose.trial.history import History, history_of, response_window_end
from haipdose.trial.ipcq import Productivity, productivity
from haipdose.trial.participant import Participant
from haipdose.trial.participant_checks import participant_faults, participant_notices
from haipdose.trial.qaly import qalys
from haipdose.trial.qlq_c30 import QlqC30Scores, score_qlq_c30, unanswered_items
from haipdose.trial.recist import Response
from haipdose.trial.recist_best import BestResponse, Seen, best_response

__all__ = ["Outcomes", "YesNo", "outcomes"]

_OBJECTIVE: Final = frozenset({Response.CR, Response.PR})
_CONTROLLED: Final = _OBJECTIVE | {Response.SD, Response.NON_CR_NON_PD}


def outcomes(
    participant: Participant,
    cut_off: date,
    rules: EndpointRules | None = None,
    standard: GradingStandard | None = None,
) -> Outcomes:
    """The endpoints of one randomised participant.

    Args:
        participant: with all facts, later ones than the cut-off too: they show who was alive on it, nothing else.
        cut_off: the last day whose facts count.
        rules: the endpoint data; as shipped when left out.
        standard: CTCAE for laboratory values; as shipped when left out.

    Returns:
        Every endpoint with the rule that decided it and the ids of the facts it rests on.

    Raises:
        InputError: not randomised, a cut-off before randomisation, or facts that contradict each other (all at once).
    """
    rules = rules or endpoint_rules()
    standard = standard or load_ctcae()
    raise_all(_named(participant, fault) for fault in participant_faults(participant, rules))
    history = history_of(participant, cut_off, rules)
    best = _best(history, rules)
    severe, surgeries = complications(history, rules.surgery)
    utilities = _utilities(history, rules)
    death = history.death
    return Outcomes(
        participant=participant.participant,
        site=participant.site,
        arm=history.arm,
        randomised_on=history.origin,
        cut_off=cut_off,
        rules=rules.id,
        os=overall_survival(history),
        pfs=progression_free_survival(history, rules.follow_up),
        hepatic_pfs=hepatic_progression_free_survival(history, rules.follow_up),
        tumour=history.tumour,
        best_response=best,
        objective_response=_reached("objective_response", best, _OBJECTIVE),
        disease_control=_reached("disease_control", best, _CONTROLLED),
        conversion=conversion(history, rules.surgery),
        complete_local_treatment=complete_local_treatment(history, rules.surgery),
        pathological_response=pathological_response(history, rules),
        complications=severe,
        surgeries=surgeries,
        adverse_events=adverse_events(history, rules.adverse_events, standard),
        quality_of_life=_quality_of_life(history, rules),
        utilities=utilities,
        qaly=qalys(utilities, history.origin, history.end, None if death is None else (death.on, death.id), rules.qaly),
        productivity=_productivity(history, rules),
        notices=participant_notices(participant, history.origin, rules),
    )


def _named(participant: Participant, fault: InputError) -> InputError:
    """The fault with the participant in front: a data set has many."""
    return InputError(
        fault.message,
        code=fault.code,
        field=f"{participant.participant}.{fault.field}",
        found=fault.found,
        allowed=fault.allowed,
        remedy=fault.remedy,
    )


def _best(history: History, rules: EndpointRules) -> BestResponse:
    if history.tumour.baseline_on is None:
        return BestResponse(response=None, on=None, reason="response.no-baseline")
    last = response_window_end(history, rules)
    seen = [
        Seen(on=point.on, response=point.overall, facts=point.facts)
        for point in history.tumour.points
        if point.on <= last
    ]
    best = best_response(seen, history.origin, rules.response)
    return best.model_copy(update={"traced_to": (*history.tumour.baseline, *best.traced_to)})


def _reached(endpoint: str, best: BestResponse, wanted: frozenset[Response]) -> YesNo:
    """Reached or not by the best response; None when it could not be evaluated."""
    facts = (*best.traced_to, *best.confirmed_by)
    if best.response is None or best.response is Response.NE:
        return YesNo(endpoint=endpoint, value=None, reason=best.reason, traced_to=facts)
    reached = best.response in wanted
    return YesNo(endpoint=endpoint, value=reached, on=best.on if reached else None, reason=best.reason, traced_to=facts)


def _filled_in(history: History, instrument: str) -> tuple[Questionnaire, ...]:
    return tuple(fact for fact in history.of(Questionnaire) if fact.instrument == instrument)


def _quality_of_life(history: History, rules: EndpointRules) -> tuple[QlqC30Scores, ...]:
    return tuple(
        QlqC30Scores(
            fact=fact.id,
            on=fact.on,
            scores=score_qlq_c30(fact.answers, rules.qlq_c30),
            unanswered=unanswered_items(fact.answers),
        )
        for fact in _filled_in(history, "qlq-c30")
    )


def _utilities(history: History, rules: EndpointRules) -> tuple[Utility, ...]:
    return tuple(
        Utility(
            fact=fact.id,
            on=fact.on,
            state=state_of(fact.answers),
            utility=utility_of(fact.answers, rules.eq_5d_3l),
            vas=fact.answers.get("vas"),
        )
        for fact in _filled_in(history, "eq-5d-3l")
    )


def _productivity(history: History, rules: EndpointRules) -> tuple[Productivity, ...]:
    return tuple(productivity(fact.id, fact.on, fact.answers, rules.ipcq) for fact in _filled_in(history, "ipcq"))
