"""Stock products of the pharmacy"""

import sqlalchemy as sa
from alembic import op

import haipdose.records.columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store one step on."""
    op.create_table(
        "stock_products",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("document", haipdose.records.columns.JsonText(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("updated_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_stock_products_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_products")),
        sa.UniqueConstraint("clinic_id", "code", name=op.f("uq_stock_products_clinic_id_code")),
    )
