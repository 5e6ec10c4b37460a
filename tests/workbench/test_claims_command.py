"""`manage.py claims`: a table, a claim a line, or CSV."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest
from django.core.management import call_command

from tests.conftest import PROJECT
from tests.factories import make_review, make_told_claim
from verification.models import ClaimStanding
from verification.services.review import withdraw_review
from workbench.claims_table import format_conflict


def list_claims(file_format: str) -> str:
    out = io.StringIO()
    call_command("claims", format=file_format, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_json_is_one_claim_a_line():
    made = {make_told_claim(outlets=2).pk, make_told_claim().pk}
    assert {json.loads(line)["id"] for line in list_claims("json").splitlines()} == made


@pytest.mark.django_db
def test_csv_says_which_decision_is_stale(reviewer):
    for claim in (make_told_claim(), make_told_claim()):
        make_review(claim, reviewer)
    ClaimStanding.objects.filter(claim=claim).update(stale=True)
    rows = csv.DictReader(io.StringIO(list_claims("csv")))
    assert {row["id"]: row["stale"] for row in rows}[str(claim.pk)] == "yes"


@pytest.mark.django_db
def test_a_decision_that_was_taken_back_is_not_listed_as_one(reviewer):
    claim = make_told_claim()
    make_review(claim, reviewer)
    withdraw_review(claim.pk, reviewer=reviewer, expected_version=1)
    assert json.loads(list_claims("json"))["reviewed_verdict"] is None


@pytest.mark.processes
def test_a_reader_that_leaves_early_gets_no_traceback(processes):
    make_told_claim()
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "manage.py", "claims", "--format", "json"]
    environment = processes.environment()
    run = subprocess.run(
        command, cwd=PROJECT, env=environment, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60
    )
    os.close(writing)
    assert (run.returncode, run.stderr) == (0, "")


def test_an_update_tells_the_earlier_value_first():
    conflict = {"type": "superseded", "value_a": "120", "value_b": "450"}
    assert format_conflict(conflict) == "superseded: 120, later 450"
