"""Give an article the addresses that turned out to be its own, so that one article stays one article."""

from __future__ import annotations

from claims.domain.web_addresses import find_host, is_same_site
from claims.models import Article, ArticleAddress, FeedEntry, Source
from claims.services.find_duplicate import hash_address
from claims.services.find_source import find_source_of_host, get_source_of_host


def settle_address(article: Article, addresses: list[str]) -> Article | None:
    """None, with all `addresses` now leading to `article`; or the other article that one of them leads to already.

    Runs in the caller's transaction.
    """
    if owner := find_owner(article, addresses):
        return owner
    claim_addresses(article, addresses)
    if owner := find_owner(article, addresses):  # somebody was faster between our look and our write
        return owner
    move_source(article, addresses)
    return None


def join_double(article: Article, owner: Article, addresses: list[str]) -> None:
    """Let what led to `article` lead to `owner`: its addresses, and what feeds listed."""
    ArticleAddress.objects.filter(article=article).update(article=owner)
    claim_addresses(owner, addresses)
    FeedEntry.objects.filter(article=article).update(article=owner)


def find_owner(article: Article, addresses: list[str]) -> Article | None:
    hashes = [hash_address(url) for url in addresses if url]
    known = (
        ArticleAddress.objects.filter(url_hash__in=hashes).exclude(article=article).select_related("article").first()
    )
    return known.article if known else None


def claim_addresses(article: Article, addresses: list[str]) -> None:
    hashes = {hash_address(url): url for url in addresses if url}
    claimed = [ArticleAddress(article=article, url=url, url_hash=digest) for digest, url in hashes.items()]
    ArticleAddress.objects.bulk_create(claimed, ignore_conflicts=True)


def move_source(article: Article, addresses: list[str]) -> None:
    """A page that redirects to another outlet's site is that outlet's: short links and aggregators lead there.

    A source that publishes on the site that was asked stays, as does one that a person named for it; an unknown site
    takes an article over only from a source that stands for nothing but the address that was asked.
    """
    asked, arrived = find_host(addresses[0]), find_host(addresses[-1])
    if is_same_site(asked, arrived):
        return
    found = find_source_of_host(arrived)
    named_after_site = article.source == find_source_of_host(asked)
    if found is None and named_after_site and not article.entries.exists():
        found = get_source_of_host(arrived)
    if found is not None and found != article.source and (named_after_site or article.entries.exists()):
        article.source = found


def find_owned_hosts(source: Source) -> list[str]:
    """The sites that a source publishes on."""
    return [domain.host for domain in source.domains.all()] or [host for host in [find_host(source.homepage)] if host]
