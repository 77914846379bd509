"""Whoever changes the store behind haipdose's back is found out, whatever they change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import fills
import pytest
from records_support import NURSE, a_course
from sqlalchemy import Connection, Engine, select, text

from haipdose.course.facts import Fact
from haipdose.errors import InputError
from haipdose.orders.stock import PharmacyProduct
from haipdose.orders.stock_counting import NewMovement, movement
from haipdose.orders.workflow import Ordered, Verified
from haipdose.protocol.approval import Approval
from haipdose.records import (
    approvals,
    audit,
    courses,
    decisions,
    feeds,
    orders,
    outbox,
    people,
    stock,
    systems,
    tables,
)
from haipdose.records.anchors import Anchor, read_anchor, take_anchor
from haipdose.records.audit import SITE_CHAIN, START, entry_digest, text_digest
from haipdose.records.courses import FACT
from haipdose.records.registries import PRODUCTS
from haipdose.records.verify import MOST_FAULTS, Report, document, verify
from haipdose.records.work import Records


def weight(kg: str, **rest: str) -> Fact:
    return FACT.validate_python({"type": "weight-measured", "at": "2026-03-02T09:00:00+01:00", "weight_kg": kg, **rest})


@pytest.fixture
def story(records: Records) -> tuple[str, str]:
    """A clinic with a course of four facts, a decision, a device session, an approval, a person and a system."""
    clinic, course = a_course(records)
    for kg in ("97", "96", "95", "94"):
        with records.writing(NURSE) as work:
            courses.append(work, clinic, course, None, [weight(kg)])
    with records.writing(NURSE) as work:
        decisions.record_decision(work, clinic, course, "modification", {"dose_percent": "80"})
        decisions.record_device_session(work, clinic, course, {"dialogue": []})
        approval = Approval.model_validate(
            {
                "protocol_id": "pump-it",
                "version": "1",
                "digest": "0" * 64,
                "approved_by": "pharmacist-7",
                "role": "hospital pharmacist",
                "at": "2026-03-02T09:00:00+01:00",
            }
        )
        approvals.append(work, clinic, approval)
        ordered = Ordered(request=fills.request(), answer=fills.answered())
        order = orders.create(work, clinic, course, visit=None, due=None, first=ordered)
        orders.add_step(work, order, Verified())
        people.create(work, "nurse", "N. Nurse", "hash", {clinic: frozenset({"nurse"})})
        systems.create(work, clinic, "Pharmacy", ("course.read",), {"keys": []})
        feeds.create(work, clinic, course)
        ended, _ = feeds.create(work, clinic, None)
        feeds.revoke(work, clinic, ended.id)
        product = PharmacyProduct.model_validate(
            {
                "code": "0042",
                "name": "Sodium chloride 0.9 %, bag",
                "substance": "sodium chloride 0.9 %",
                "container": "bag",
                "container_ml": "50",
                "source": "label",
                "lots": [{"lot_number": "NC1", "expires_on": "2027-03-31"}],
            }
        )
        made = PRODUCTS.create(work, clinic, product).id
        came = NewMovement(kind="received", lot_number="NC1", containers=4)
        stock.record_movement(work, clinic, made, movement(came, None))
        outbox.subscribe(work, clinic, "https://pharmacy.example/events", "sealed", ("plan.changed",))
    return clinic, course


def _disarm(connection: Connection) -> None:
    """What somebody with the database's own password can do: put the triggers out of action."""
    for table in tables.APPEND_ONLY:
        if connection.dialect.name == "sqlite":
            for event in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER {table.name}_no_{event}")
        else:
            connection.exec_driver_sql(f"ALTER TABLE {table.name} DISABLE TRIGGER USER")


def tamper(engine: Engine, *statements: str, **values: object) -> None:
    with engine.connect().execution_options(haipdose_writes=True) as connection, connection.begin():
        _disarm(connection)
        for statement in statements:
            connection.execute(text(statement), values)


def codes(report: Report) -> set[str]:
    return {fault.code for fault in report.faults}


def places(report: Report) -> set[str]:
    return {fault.place for fault in report.faults}


def test_an_untouched_store_is_intact(engine: Engine, records: Records, story: tuple[str, str]) -> None:
    clinic, _ = story
    report = verify(engine)
    assert report.faults == []
    assert report.intact
    with records.reading() as connection:
        assert report.entries == len(connection.execute(select(tables.audit)).all())
    assert set(report.chains) == {clinic, SITE_CHAIN}
    # 4 facts, a decision, a session, an approval, 2 steps; revisions of clinic, patient, course, person, system,
    # of two feeds of which one was ended, of a product and of a subscription; what came of the product
    assert report.rows == 4 + 3 + 2 + 5 + 3 + 1 + 1 + 1


def test_an_empty_store_is_intact(engine: Engine) -> None:
    report = verify(engine)
    assert (report.intact, report.entries, report.rows) == (True, 0, 0)


def test_a_changed_fact_is_found(engine: Engine, story: tuple[str, str]) -> None:
    tamper(engine, "UPDATE facts SET document = replace(document, '95', '59') WHERE sequence = 3")
    report = verify(engine)
    assert (codes(report), places(report)) == ({"row.changed"}, {f"facts/{story[1]}/3"})


def test_a_fact_that_was_changed_with_its_digest_is_found(engine: Engine, story: tuple[str, str]) -> None:
    with engine.connect() as connection:
        row = connection.execute(select(tables.facts.c.document).where(tables.facts.c.sequence == 3)).one()
    changed = row.document.replace("95", "59")
    tamper(
        engine,
        "UPDATE facts SET document = :document, digest = :digest WHERE sequence = 3",
        document=changed,
        digest=text_digest(changed),
    )
    assert codes(verify(engine)) == {"row.changed"}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("by", "per-00000000000000000000000009"),
        ("recorded_at", "2026-03-01T09:00:00.000000Z"),
        ("at", "2026-03-01T09:00:00.000000Z"),
        ("type", "note"),
        ("fact_id", "another"),
    ],
)
def test_a_changed_column_beside_the_text_is_found(
    engine: Engine, story: tuple[str, str], column: str, value: str
) -> None:
    tamper(engine, f'UPDATE facts SET "{column}" = :value WHERE sequence = 2', value=value)
    report = verify(engine)
    assert (codes(report), places(report)) == ({"row.changed"}, {f"facts/{story[1]}/2"})


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE fill_order_steps SET step = 'release' WHERE sequence = 2",
        "UPDATE decisions SET kind = 'systemic'",
        "UPDATE approvals SET protocol = 'msk-adjuvant'",
        "UPDATE stock_movements SET change = 9",
        "UPDATE fill_order_steps SET \"by\" = 'per-other' WHERE sequence = 2",
        "UPDATE revisions SET \"by\" = 'per-other' WHERE kind = 'patient'",
    ],
)
def test_a_changed_word_that_rows_are_searched_by_is_found(engine: Engine, story: tuple[str, str], change: str) -> None:
    tamper(engine, change)
    report = verify(engine)
    assert codes(report) == {"row.changed"}
    assert len(report.faults) == 1


def test_a_fact_that_cannot_be_read_any_more_is_found(engine: Engine, story: tuple[str, str]) -> None:
    garbage = '{"type":"no-such-fact"}'
    digest = text_digest(garbage)
    tamper(
        engine,
        "UPDATE facts SET document = :document, digest = :digest WHERE sequence = 1",
        document=garbage,
        digest=digest,
    )
    assert codes(verify(engine)) == {"row.changed"}


def test_a_removed_fact_is_found(engine: Engine, story: tuple[str, str]) -> None:
    tamper(engine, "DELETE FROM facts WHERE sequence = 4")
    report = verify(engine)
    assert codes(report) == {"row.missing", "row.current"}
    assert places(report) == {f"facts/{story[1]}/4", f"courses/{story[1]}"}


def test_an_inserted_fact_is_found(engine: Engine, story: tuple[str, str]) -> None:
    tamper(
        engine,
        'INSERT INTO facts (course_id, sequence, fact_id, type, at, recorded_at, "by", document, digest) '
        "SELECT course_id, 5, 'smuggled', type, at, recorded_at, \"by\", document, digest FROM facts "
        "WHERE sequence = 1",
        "UPDATE courses SET facts = 5, version = 6",
    )
    report = verify(engine)
    assert (codes(report), places(report)) == ({"row.unwitnessed"}, {f"facts/{story[1]}/5"})


def test_facts_in_another_order_are_found(engine: Engine, story: tuple[str, str]) -> None:
    tamper(
        engine,
        "UPDATE facts SET sequence = 99 WHERE sequence = 2",
        "UPDATE facts SET sequence = 2 WHERE sequence = 3",
        "UPDATE facts SET sequence = 3 WHERE sequence = 99",
    )
    report = verify(engine)
    assert (codes(report), places(report)) == ({"row.changed"}, {f"facts/{story[1]}/{n}" for n in (2, 3)})


@pytest.mark.parametrize("table", ["decisions", "device_sessions", "approvals", "revisions", "fill_order_steps"])
def test_every_append_only_table_is_guarded(engine: Engine, story: tuple[str, str], table: str) -> None:
    tamper(engine, f"UPDATE {table} SET document = '{{}}'")
    assert "row.changed" in codes(verify(engine))
    tamper_again = f"DELETE FROM {table}"
    with engine.connect().execution_options(haipdose_writes=True) as connection, connection.begin():
        connection.execute(text(tamper_again))
    assert "row.missing" in codes(verify(engine))


def test_a_decision_that_was_moved_to_another_course_is_found(
    engine: Engine, records: Records, story: tuple[str, str]
) -> None:
    _, other = a_course(records, story[0], identifier="0002")
    tamper(engine, "UPDATE decisions SET course_id = :other", other=other)
    assert codes(verify(engine)) == {"row.changed"}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET why = 'because' WHERE sequence = 3 AND chain = :clinic",
        "UPDATE audit SET actor_id = 'per-other' WHERE sequence = 3 AND chain = :clinic",
        "UPDATE audit SET at = '2026-03-01T09:00:00.000000Z' WHERE sequence = 3 AND chain = :clinic",
        "UPDATE audit SET payload = '{}' WHERE sequence = 3 AND chain = :clinic",
        "UPDATE audit SET payload = '[' WHERE sequence = 3 AND chain = :clinic",
        "UPDATE audit SET payload = '[]' WHERE sequence = 3 AND chain = :clinic",
    ],
)
def test_a_changed_audit_entry_is_found(engine: Engine, story: tuple[str, str], change: str) -> None:
    tamper(engine, change, clinic=story[0])
    report = verify(engine)
    assert "audit.changed" in codes(report)
    assert f"audit/{story[0]}/3" in places(report)


def test_a_removed_audit_entry_is_found(engine: Engine, story: tuple[str, str]) -> None:
    tamper(engine, "DELETE FROM audit WHERE sequence = 4 AND chain = :clinic", clinic=story[0])
    assert {"audit.gap", "audit.link", "row.unwitnessed"} <= codes(verify(engine))


def test_a_cut_tail_is_found(engine: Engine, story: tuple[str, str]) -> None:
    tamper(engine, "DELETE FROM audit WHERE sequence >= 6 AND chain = :clinic", clinic=story[0])
    assert "audit.head" in codes(verify(engine))


def test_a_chain_that_was_removed_whole_is_found(engine: Engine, story: tuple[str, str]) -> None:
    tamper(engine, "DELETE FROM audit WHERE chain = :clinic", clinic=story[0])
    assert {"audit.head", "row.unwitnessed", "row.current"} == codes(verify(engine))


def test_audit_entries_in_another_order_are_found(engine: Engine, story: tuple[str, str]) -> None:
    tamper(
        engine,
        "UPDATE audit SET sequence = 99 WHERE sequence = 2 AND chain = :clinic",
        "UPDATE audit SET sequence = 2 WHERE sequence = 3 AND chain = :clinic",
        "UPDATE audit SET sequence = 3 WHERE sequence = 99 AND chain = :clinic",
        clinic=story[0],
    )
    assert {"audit.link", "audit.changed"} <= codes(verify(engine))


def test_one_row_witnessed_twice_is_found(engine: Engine, records: Records, story: tuple[str, str]) -> None:
    clinic, course = story
    with records.writing(NURSE) as work:
        work.audit("course.append", "course", course, clinic=clinic, payload={"rows": {f"facts/{course}/1": "0" * 64}})
    assert codes(verify(engine)) == {"row.twice"}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("UPDATE patients SET document = replace(document, 'male', 'female')", "patients"),
        ("UPDATE stock_products SET document = replace(document, '2027-03-31', '2029-03-31')", "stock_products"),
        ("UPDATE clinics SET settings = replace(settings, '08:30', '00:00')", "clinics"),
        ("UPDATE courses SET header = replace(header, '97', '79')", "courses"),
        ("UPDATE memberships SET role = 'administrator'", "people"),
        ("UPDATE people SET login = 'somebody'", "people"),
        ("UPDATE people SET password_hash = 'of somebody else'", "people"),
        ("UPDATE people SET totp_secret = 'of somebody else'", "people"),
        ("UPDATE people SET must_change_password = NOT must_change_password", "people"),
        ("UPDATE feeds SET secret_digest = 'of another' WHERE revoked_at IS NULL", "feeds"),
        ("UPDATE feeds SET revoked_at = NULL WHERE revoked_at IS NOT NULL", "feeds"),
        ("UPDATE subscriptions SET url = 'https://elsewhere.example'", "subscriptions"),
        ("UPDATE subscriptions SET active = NOT active", "subscriptions"),
        ("UPDATE systems SET scopes = '[\"people.manage\"]'", "systems"),
        ("UPDATE courses SET facts = facts - 1", "courses"),
        ("UPDATE fill_orders SET state = 'released'", "fill_orders"),
        ("UPDATE fill_orders SET version = 1", "fill_orders"),
    ],
)
def test_a_row_that_may_change_but_was_changed_by_hand_is_found(
    engine: Engine, story: tuple[str, str], change: str, place: str
) -> None:
    tamper(engine, change)
    report = verify(engine)
    assert codes(report) == {"row.current"}
    assert {found.partition("/")[0] for found in places(report)} == {place}


def _rewrite(engine: Engine, chain: str, change: Callable[[dict[str, object]], None]) -> None:
    """What somebody who knows how it works can do: rewrite a chain from an entry on, digests and head included."""
    with engine.connect().execution_options(haipdose_writes=True) as connection, connection.begin():
        _disarm(connection)
        table = tables.audit
        rows = [
            dict(row._mapping)
            for row in connection.execute(select(table).where(table.c.chain == chain).order_by(table.c.sequence))
        ]
        connection.execute(table.delete().where(table.c.chain == chain))
        previous = START
        for row in rows:
            change(row)
            row["previous"] = previous
            previous = row["digest"] = entry_digest(row)
        connection.execute(table.insert(), rows)
        connection.execute(
            tables.audit_heads.update().where(tables.audit_heads.c.chain == chain).values(digest=previous)
        )


def test_a_trail_rewritten_as_a_whole_shows_only_against_an_anchor(
    engine: Engine, records: Records, story: tuple[str, str]
) -> None:
    clinic, course = story
    anchor = take_anchor(records)
    with records.writing(NURSE) as work:
        courses.append(work, clinic, course, None, [weight("93")])
    assert verify(engine, (anchor,)).intact  # the trail went on, and still holds what the anchor knows

    def blame_somebody_else(row: dict[str, object]) -> None:
        if row["sequence"] == 2:
            row["address"] = "198.51.100.1"

    _rewrite(engine, clinic, blame_somebody_else)
    assert verify(engine).intact
    report = verify(engine, (anchor,))
    assert codes(report) == {"audit.rewritten"}


def test_a_tail_cut_with_its_rows_and_head_shows_only_against_an_anchor(
    engine: Engine, records: Records, story: tuple[str, str]
) -> None:
    clinic, course = story
    before = take_anchor(records)
    with records.writing(NURSE) as work:
        courses.append(work, clinic, course, None, [weight("93")])
    anchor = take_anchor(records)
    last = anchor.chains[clinic].sequence
    tamper(
        engine,
        "DELETE FROM facts WHERE sequence = 5",
        "UPDATE courses SET facts = 4, version = 5",
        "DELETE FROM audit WHERE sequence = :last AND chain = :clinic",
        "UPDATE audit_heads SET sequence = :last - 1, digest = :digest WHERE chain = :clinic",
        last=last,
        clinic=clinic,
        digest=before.chains[clinic].digest,
    )
    assert verify(engine).intact
    report = verify(engine, (before, anchor))
    assert (codes(report), places(report)) == ({"audit.cut"}, {f"audit/{clinic}/{last}"})


def test_an_anchor_is_read_back_as_it_was_written(records: Records, story: tuple[str, str]) -> None:
    anchor = take_anchor(records)
    assert read_anchor(anchor.model_dump_json().encode(), "anchor.json") == anchor


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b'{"format": "haipdose-anchor", "version": 1, "chains": {"site": {"sequence": 1}}}']
)
def test_what_is_not_an_anchor_is_refused(raw: bytes) -> None:
    with pytest.raises(InputError):
        read_anchor(raw, "anchor.json")


def test_an_anchor_of_an_empty_store_fits_any_store_that_came_from_it(engine: Engine, records: Records) -> None:
    anchor = Anchor(made_at=datetime(2026, 3, 1, tzinfo=UTC), chains={})
    a_course(records)
    assert verify(engine, (anchor,)).intact


def test_very_many_faults_are_counted_and_not_all_told(
    engine: Engine, records: Records, story: tuple[str, str]
) -> None:
    clinic, course = story
    with records.writing(NURSE) as work:
        courses.append(work, clinic, course, None, [weight("90", id=f"w-{n}") for n in range(MOST_FAULTS + 50)])
    tamper(engine, "UPDATE facts SET document = '{}'")
    told = document(verify(engine))
    assert (told["intact"], len(told["faults"]), told["more_faults"]) == (False, MOST_FAULTS, 54)


def test_progress_is_told_on_the_way(engine: Engine, records: Records, story: tuple[str, str]) -> None:
    clinic, _ = story
    with records.writing(NURSE) as work:
        for _ in range(2500):
            audit_only(work, clinic)
    told: list[tuple[str, int]] = []
    verify(engine, progress=lambda what, count: told.append((what, count)))
    assert [count for what, count in told if what == "audit"][:2] == [1000, 2000]
    assert {"facts", "revisions"} <= {what for what, _ in told}


def audit_only(work: object, clinic: str) -> None:
    from haipdose.records.work import Work

    assert isinstance(work, Work)
    work.audit("clinic.read", "clinic", clinic, clinic=clinic)


def test_a_digest_covers_every_column_of_an_entry() -> None:
    row = {column.name: "x" for column in tables.audit.columns}
    whole = audit.entry_digest(row)
    for name in set(row) - {"digest"}:
        assert audit.entry_digest({**row, name: "y"}) != whole
