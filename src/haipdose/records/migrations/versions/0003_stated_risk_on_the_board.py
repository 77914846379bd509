"""Stated risk on the board"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store one step on. A running server states the risk of every row soon after."""
    op.add_column("board", sa.Column("dry_risk_per_million", sa.Integer(), nullable=True))
    op.add_column("board", sa.Column("dry_risk_highest_per_million", sa.Integer(), nullable=True))
    op.add_column("board", sa.Column("dry_risk_version", sa.Integer(), nullable=True))
