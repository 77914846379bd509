"""The fills of a plan: each distinct one is calculated once, however many visits it stands at."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal

from haipdose.errors import HaipdoseError, Refused
from haipdose.fill.answer import answer_fill
from haipdose.fill.requests import FillAnswer, FillRequest
from haipdose.patient.body import Patient
from haipdose.protocol.approval import Approvals
from haipdose.protocol.contents import Contents
from haipdose.protocol.schema import Protocol
from haipdose.pump.in_use import PumpInUse
from haipdose.pump.profile import PumpProfile

FillMemo = dict[Hashable, FillAnswer | HaipdoseError]
"""Fills made already, for whoever plans many courses with the same approvals and profiles."""


class PlannedFills:
    """Fills for one patient, pump and protocol at the flow in force.

    Args:
        patient: with the weight that counts now.
        pump: with the flow on its card.
        flow_ml_per_day: the flow that fills are made for; None when no flow can be relied on.
        profile: of the pump.
        protocol: with its fill rules.
        approvals: what the site has approved.
        previous_weight_kg: of the last floxuridine fill, None when it isn't known.
        memo: fills made before under the same approvals; this plan's are added to it.
    """

    def __init__(
        self,
        patient: Patient,
        pump: PumpInUse,
        flow_ml_per_day: Decimal | None,
        *,
        profile: PumpProfile,
        protocol: Protocol,
        approvals: Approvals,
        previous_weight_kg: Decimal | None,
        memo: FillMemo | None = None,
    ) -> None:
        self._patient = patient
        self._pump = None if flow_ml_per_day is None else pump.model_copy(update={"flow_ml_per_day": flow_ml_per_day})
        self._profile = profile
        self._protocol = protocol
        self._approvals = approvals
        self._previous_weight_kg = previous_weight_kg
        self._made: FillMemo = {} if memo is None else memo
        self._key = (patient, self._pump, previous_weight_kg, protocol.id, protocol.digest, profile.id)

    def fill(self, contents: Contents, dose_percent: Decimal | None, days: int) -> FillAnswer | HaipdoseError:
        """The answer to a fill for ``days``, or why it cannot be made.

        A refusal is part of the plan, not the end of it: the other visits stand.
        """
        key = (*self._key, contents, dose_percent, days)
        made = self._made.get(key)
        if made is None:
            made = self._make(contents, dose_percent, days)
            self._made[key] = made
        return made

    def _make(self, contents: Contents, dose_percent: Decimal | None, days: int) -> FillAnswer | HaipdoseError:
        if self._pump is None:
            return Refused(
                "The flow of the pump cannot be relied on, so no fill can be calculated.",
                code="schedule.flow-not-reliable",
                field="pump.flow_ml_per_day",
                remedy="Clarify the flow first; see the alerts.",
            )
        request = FillRequest(
            patient=self._patient,
            pump=self._pump,
            protocol=self._protocol.id,
            contents=contents,
            dose_percent=dose_percent,
            infusion_days=Decimal(days),
            previous_weight_kg=self._previous_weight_kg if contents is Contents.FLOXURIDINE else None,
        )
        try:
            return answer_fill(request, self._protocol, self._profile, self._approvals)
        except HaipdoseError as refusal:
            return refusal
