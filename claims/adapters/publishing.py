"""How a service tells the pipeline that an article is committed, without importing the pipeline.

The setting `PIPELINE_PUBLISHER` names the function (docs/decisions/0004). A hint that cannot be sent is logged and
left to the sweeper: the article is safe in Postgres.
"""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string


def publish_after_commit(article_id: int) -> None:
    transaction.on_commit(partial(import_string(settings.PIPELINE_PUBLISHER), article_id))
