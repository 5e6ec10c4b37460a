import pytest

from claims.domain.page_kinds import PageKind, find_page_kind


@pytest.mark.parametrize(
    ("types", "url", "characters", "kind"),
    [
        (["NewsArticle"], "https://a.example/pier", 3_000, PageKind.ARTICLE),
        (["https://schema.org/LiveBlogPosting"], "https://a.example/pier", 3_000, PageKind.LIVE_BLOG),
        ([], "https://a.example/news/live/storm-12", 3_000, PageKind.LIVE_BLOG),
        ([], "https://a.example/storm-live-updates", 3_000, PageKind.LIVE_BLOG),
        ([], "https://a.example/how-to-live", 3_000, PageKind.ARTICLE),
        ([], "https://a.example/live", 3_000, PageKind.ARTICLE),
        (["ImageGallery"], "https://a.example/pier", 300, PageKind.GALLERY),
        (["ImageGallery"], "https://a.example/pier", 3_000, PageKind.ARTICLE),
        ([], "https://a.example/gallery/pier", 300, PageKind.GALLERY),
        ([], "http://[bad", 300, PageKind.ARTICLE),
    ],
)
def test_what_kind_of_page_it_is(types, url, characters, kind):
    assert find_page_kind(types, url, characters) == kind
