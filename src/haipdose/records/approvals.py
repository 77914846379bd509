"""What a clinic has approved: read as the engine's own record, appended to like everything else."""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select

from haipdose.protocol.approval import Approval, Approvals
from haipdose.records import tables
from haipdose.records.audit import text_digest
from haipdose.records.columns import canonical
from haipdose.records.work import Work


def approvals_of(connection: Connection, clinic: str) -> Approvals:
    """The clinic's approvals, oldest first."""
    rows = connection.execute(
        select(tables.approvals.c.document)
        .where(tables.approvals.c.clinic_id == clinic)
        .order_by(tables.approvals.c.sequence)
    )
    return Approvals(entries=tuple(Approval.model_validate_json(row.document) for row in rows))


def append(work: Work, clinic: str, approval: Approval) -> int:
    """Record an approval or a withdrawal; returns its place in the clinic's record."""
    # The clinic's row is the lock: two approvals at once take their places one after the other.
    work.connection.execute(select(tables.clinics.c.id).where(tables.clinics.c.id == clinic).with_for_update())
    last = work.connection.execute(
        select(func.max(tables.approvals.c.sequence)).where(tables.approvals.c.clinic_id == clinic)
    ).scalar()
    sequence = (last or 0) + 1
    text = canonical(approval.model_dump(mode="json"))
    digest = text_digest(text)
    work.connection.execute(
        insert(tables.approvals).values(
            clinic_id=clinic,
            sequence=sequence,
            protocol=approval.protocol_id,
            at=work.now,
            by=work.actor.id,
            document=text,
            digest=digest,
        )
    )
    work.audit(
        f"protocol.{approval.kind}",
        "protocol",
        approval.protocol_id,
        clinic=clinic,
        payload={"digest": approval.digest, "rows": {f"approvals/{clinic}/{sequence}": digest}},
    )
    work.announce(
        "protocol.approval",
        clinic=clinic,
        course=None,
        payload={"protocol": approval.protocol_id, "kind": approval.kind},
    )
    return sequence
