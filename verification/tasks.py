"""Proposing as Celery tasks."""

from celery import shared_task
from celery.exceptions import Ignore

from claims.services.run_stage import Outcome
from verification.services.assess import assess_claims
from verification.services.propose import propose_for_article
from verification.services.recheck_evidence import recheck_evidence
from verification.services.send_mail import send_due_mail


@shared_task
def propose_task(article_id: int) -> None:
    if propose_for_article(article_id) is not Outcome.DONE:
        raise Ignore


@shared_task
def mail_task() -> None:
    send_due_mail()


@shared_task
def assess_task(claim_ids: list[int]) -> None:
    assess_claims(claim_ids, ask=True)


@shared_task
def recheck_task(article_id: int) -> None:
    recheck_evidence(article_id)
