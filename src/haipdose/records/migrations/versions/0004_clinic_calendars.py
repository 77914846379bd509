"""A clinic's own setup, its calendars, and who is making one"""

import sqlalchemy as sa
from alembic import op

import haipdose.records.columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store one step on."""
    moment = haipdose.records.columns.Moment(length=27)
    document = haipdose.records.columns.JsonText()
    op.create_table(
        "clinic_setups",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("document", document, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_clinic_setups_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic_setups")),
        sa.UniqueConstraint("clinic_id", "code", name=op.f("uq_clinic_setups_clinic_id_code")),
    )
    op.create_table(
        "clinic_schedules",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("document", document, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_clinic_schedules_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic_schedules")),
    )
    op.create_index(
        op.f("ix_clinic_schedules_clinic_id_created_at"), "clinic_schedules", ["clinic_id", "created_at"], unique=False
    )
    op.create_table(
        "schedule_runs",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("beat_at", moment, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("stop_asked", sa.Boolean(), nullable=False),
        sa.Column("progress", document, nullable=False),
        sa.Column("schedule_id", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_schedule_runs_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_runs")),
    )
    op.create_index(
        op.f("ix_schedule_runs_clinic_id_started_at"), "schedule_runs", ["clinic_id", "started_at"], unique=False
    )
