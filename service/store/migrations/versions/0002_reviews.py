"""What people do with flags: their states, decisions, leases and planted errors.

Revision: 0002. The rows of records that were kept before are written when the store is opened.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REPORT = sa.String(length=40)
NAME = sa.String(length=200)
TIME = sa.String(length=32)


def owned(table: str, *more: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    """The bonds of a table's rows to their reports."""
    return tuple(
        sa.ForeignKeyConstraint(
            [column], ["reports.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
        )
        for column in ("report_id", *more)
    )


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("report_id", REPORT, nullable=False),
        sa.Column("organization", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("organization_folded", sa.Text(), nullable=False),
        sa.Column("period_folded", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("infos", sa.Integer(), nullable=False),
        sa.Column("second", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        *owned("reviews"),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_reviews")),
    )
    op.create_index(
        op.f("ix_reviews_errors_warnings_report_id"), "reviews", ["errors", "warnings", "report_id"]
    )
    op.create_table(
        "flags",
        sa.Column("report_id", REPORT, nullable=False),
        sa.Column("flag_id", REPORT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ruling", sa.String(length=16), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("reviewer", NAME, nullable=True),
        sa.Column("decided_at", TIME, nullable=True),
        *owned("flags"),
        sa.PrimaryKeyConstraint("report_id", "flag_id", name=op.f("pk_flags")),
    )
    op.create_index(op.f("ix_flags_rank_report_id_position"), "flags", ["rank", "report_id", "position"])
    op.create_index(
        op.f("ix_flags_state_rank_report_id_position"), "flags", ["state", "rank", "report_id", "position"]
    )
    op.create_table(
        "decisions",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", REPORT, nullable=False),
        sa.Column("act", REPORT, nullable=False),
        sa.Column("report_id", REPORT, nullable=False),
        sa.Column("flag_id", REPORT, nullable=False),
        sa.Column("reviewer", NAME, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("ruling", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("seconds", sa.String(length=16), nullable=True),
        sa.Column("version_from", sa.Integer(), nullable=False),
        sa.Column("version_to", sa.Integer(), nullable=False),
        sa.Column("second", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        *owned("decisions"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_decisions")),
        sa.UniqueConstraint("id", name=op.f("uq_decisions_id")),
        sa.UniqueConstraint(
            "report_id", "flag_id", "version_from", name=op.f("uq_decisions_report_id_flag_id_version_from")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decisions_act"), "decisions", ["act"])
    op.create_index(op.f("ix_decisions_reviewer"), "decisions", ["reviewer"])
    op.create_table(
        "decision_keys",
        sa.Column("scope", sa.String(length=400), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("request_sha256", sa.String(length=64), nullable=False),
        sa.Column("report_id", REPORT, nullable=False),
        sa.Column("act", REPORT, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        *owned("decision_keys"),
        sa.PrimaryKeyConstraint("scope", "key", name=op.f("pk_decision_keys")),
    )
    op.create_index(op.f("ix_decision_keys_report_id"), "decision_keys", ["report_id"])
    op.create_table(
        "leases",
        sa.Column("report_id", REPORT, nullable=False),
        sa.Column("flag_id", REPORT, nullable=False),
        sa.Column("reviewer", NAME, nullable=False),
        sa.Column("until", TIME, nullable=False),
        *owned("leases"),
        sa.PrimaryKeyConstraint("report_id", "flag_id", name=op.f("pk_leases")),
    )
    op.create_table(
        "seeds",
        sa.Column("report_id", REPORT, nullable=False),
        sa.Column("flag_id", REPORT, nullable=False),
        sa.Column("origin_id", REPORT, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("planted_by", NAME, nullable=False),
        sa.Column("planted_at", TIME, nullable=False),
        *owned("seeds", "origin_id"),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_seeds")),
    )
    op.create_index(op.f("ix_seeds_origin_id"), "seeds", ["origin_id"])


def downgrade() -> None:
    for table in ("seeds", "leases", "decision_keys", "decisions", "flags", "reviews"):
        op.drop_table(table)
