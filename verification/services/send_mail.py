"""Send by mail what is due, one mail a person. Runs in a worker, never in a request.

Postgres says what is due. A worker takes rows for a while by a conditional UPDATE, sends, and marks them sent; if it
dies in between, the next one takes them up when the time is over. So a notice may be mailed twice, and none is lost.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.services.tell import tell
from verification.domain.notices import MailState, NoticeKind
from verification.models import Notice
from verification.services.choose_language import read_language

logger = logging.getLogger(__name__)

BATCH = 500  # notices a turn
MOST_LINES = 50  # in one mail; the rest is counted
MOST_ATTEMPTS = 5
LONGEST_SUBJECT = 200
TAKEN = timedelta(minutes=10)  # longer than a task may run
RETRY = timedelta(minutes=5)


def mail_is_due() -> bool:
    return Notice.objects.mail_due(timezone.now()).exists()


def send_due_mail() -> int:
    """Returns how many people were written to."""
    by_person: dict[Any, list[Notice]] = defaultdict(list)
    for notice in take_due():
        by_person[notice.person].append(notice)
    return sum(send_to(person, notices) for person, notices in by_person.items())


def take_due() -> list[Notice]:
    now = timezone.now()
    with transaction.atomic():
        due = Notice.objects.mail_due(now).select_for_update(skip_locked=True)
        ids = list(due.order_by("id").values_list("id", flat=True)[:BATCH])
        Notice.objects.filter(id__in=ids).update(mail_taken_until=now + TAKEN, mail_attempts=F("mail_attempts") + 1)
    return list(Notice.objects.filter(id__in=ids).select_related("person", "claim", "actor").order_by("id"))


def send_to(person: Any, notices: list[Notice]) -> int:
    ids = [notice.pk for notice in notices]
    if not (person.is_active and person.email):
        Notice.objects.filter(id__in=ids).update(mail=MailState.NONE)
        return 0
    try:
        build_mail(person, notices).send()
    except (OSError, SMTPException) as error:
        logger.warning("mail to %s failed: %s", person, error)
        put_off(ids)
        return 0
    Notice.objects.filter(id__in=ids).update(mail=MailState.SENT)
    return 1


def put_off(ids: list[int]) -> None:
    given = Notice.objects.filter(id__in=ids)
    given.filter(mail_attempts__gte=MOST_ATTEMPTS).update(mail=MailState.FAILED)
    given.filter(mail=MailState.DUE).update(mail_taken_until=timezone.now() + RETRY)


def build_mail(person: Any, notices: list[Notice]) -> EmailMessage:
    """In the language that the person chose, else in that of the installation."""
    with translation.override(read_language(person) or settings.LANGUAGE_CODE):
        subject, body = write_subject(notices), "\n\n".join([*write_lines(notices), write_foot()])
    return EmailMessage(" ".join(subject.split())[:LONGEST_SUBJECT], body, to=[person.email])


def write_subject(notices: list[Notice]) -> str:
    if len(notices) == 1:
        return tell(notices[0].sentence)
    told = ngettext("{n} notice from Claim Workbench", "{n} notices from Claim Workbench", len(notices))
    return told.format(n=len(notices))


def write_lines(notices: list[Notice]) -> list[str]:
    lines = [write_line(notice) for notice in notices[:MOST_LINES]]
    rest = len(notices) - MOST_LINES
    if rest > 0:
        told = ngettext("And {n} more: {address}", "And {n} more: {address}", rest)
        lines.append(told.format(n=rest, address=f"{settings.SITE_ADDRESS}/notices/"))
    return lines


def write_foot() -> str:
    told = _("You choose what you are told of, and how, at {address}")
    return "--\n" + told.format(address=f"{settings.SITE_ADDRESS}/notices/choices/")


def write_line(notice: Notice) -> str:
    said = f"\n> {notice.detail}" if notice.kind == NoticeKind.ADDRESSED and notice.detail else ""
    return f"{tell(notice.sentence)}{said}\n{settings.SITE_ADDRESS}{notice.claim.get_absolute_url()}"
