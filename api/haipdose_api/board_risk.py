"""The stated risk on the board: simulated beside the requests, so that no fact and no board ever waits for it.

A row without it is complete; its stated risk follows within half a minute, and stays away where the simulation is not
installed.
"""

from __future__ import annotations

from math import ceil
from typing import Final

from haipdose.errors import HaipdoseError
from haipdose.records import courses, projections
from haipdose.records.approvals import approvals_of
from haipdose.records.audit import Actor
from haipdose.records.projections import DryRisk
from haipdose.schedule.answer import answer_plan
from haipdose_api.site import Site
from haipdose_api.stated_risk import installed, risk_of_plan

_PER_MILLION: Final = 10_000  # of a percentage
SIMULATOR: Final = Actor("service", "simulator", "internal", "internal")


def state_risks(site: Site, *, at_most: int = 50) -> int:
    """State the risk of rows of the board that have none yet; returns how many rows were looked at.

    Raises:
        StorageError: the store cannot be read or written.
    """
    if not installed():
        return 0
    with site.records.reading() as connection:
        waiting = projections.without_risk(connection, at_most)
    found = [(course, version, _risk(site, clinic, course)) for clinic, course, version in waiting]
    if found:
        with site.records.writing(SIMULATOR) as work:
            for course, version, risk in found:
                projections.put_risk(work, course, version, risk)
    return len(found)


def _risk(site: Site, clinic: str, course: str) -> DryRisk | None:
    """Until the next pump visit of the plan; None when there is none to state."""
    with site.records.reading() as connection:
        asked = courses.as_course(connection, clinic, course, site.clock())
        approvals = approvals_of(connection, clinic)
    try:
        risk = risk_of_plan(answer_plan(asked, site.library, approvals), asked, site.library, at_most=1)
    except HaipdoseError:
        return None
    share = risk.intervals[0].dry_before_visit
    return DryRisk(round(share.percent * _PER_MILLION), ceil(share.highest_percent * _PER_MILLION))
