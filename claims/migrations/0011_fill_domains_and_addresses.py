from django.db import migrations

from claims.domain.outlets import find_site
from claims.domain.web_addresses import find_authority, find_host


def fill(apps, schema_editor):
    """Homepages become domains, the addresses of articles become addresses that lead to them."""
    domains = apps.get_model("claims", "SourceDomain").objects
    for source in apps.get_model("claims", "Source").objects.exclude(homepage="").order_by("id"):
        if site := find_site(find_host(source.homepage)):
            domains.get_or_create(host=site[:260], defaults={"source": source})
    articles = apps.get_model("claims", "Article").objects
    for article in articles.filter(state="received").exclude(url=None).only("id", "url").iterator():
        articles.filter(pk=article.pk).update(host=find_authority(article.url)[:260])
    schema_editor.execute(
        "INSERT INTO claims_articleaddress (article_id, url, url_hash)"
        " SELECT id, url, url_hash FROM claims_article WHERE url_hash IS NOT NULL AND url IS NOT NULL"
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0010_sources_feeds_and_addresses")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
