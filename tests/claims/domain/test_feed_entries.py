from datetime import UTC, datetime

from claims.domain.feed_entries import Entry, drop_shared_guids, is_aggregator, is_another_article

MAY, JUNE = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


def test_a_guid_names_an_entry_and_else_its_link_does():
    assert Entry("https://a.example/1", "g").key == Entry("https://a.example/2", "g").key
    assert Entry("https://a.example/1?utm_source=x").key == Entry("https://a.example/1").key
    assert Entry("https://a.example/1", "https://a.example/1").key != Entry("https://a.example/1").key


def test_a_guid_on_several_links_names_nothing():
    entries = drop_shared_guids([Entry("https://a.example/1", "g"), Entry("https://a.example/2", "g")])
    assert [entry.guid for entry in entries] == ["", ""]


def test_what_is_listed_twice_counts_once_where_it_stood_first():
    entries = [Entry("https://a.example/1", "g"), Entry("https://a.example/2"), Entry("https://a.example/1#x", "g")]
    assert [entry.link for entry in drop_shared_guids(entries)] == ["https://a.example/1", "https://a.example/2"]


def test_the_same_guid_is_another_article_only_when_title_and_date_differ():
    entry = Entry("https://a.example/2", "g", "Ferry", JUNE)
    assert is_another_article(entry, link="https://a.example/1", title="Pier", published=MAY)
    assert not is_another_article(entry, link="https://a.example/2", title="Pier", published=MAY)
    assert not is_another_article(entry, link="https://a.example/1", title="Ferry", published=MAY)
    assert not is_another_article(entry, link="https://a.example/1", title="Pier", published=JUNE)
    assert not is_another_article(entry, link="https://a.example/1", title="Pier", published=None)


def test_a_feed_that_leads_elsewhere_is_an_aggregator():
    own = [Entry(f"https://www.a.example/{number}") for number in range(5)]
    foreign = [Entry(f"https://o{number}.example/") for number in range(5)]
    assert is_aggregator(foreign, ["a.example"])
    assert not is_aggregator([*own, *foreign], ["a.example"])
    assert not is_aggregator(foreign, [])
    assert not is_aggregator(foreign[:4], ["a.example"])
