import pytest

from claims.domain.robots import Access, matches, parse_robots, read_status

NAME = "ClaimWorkbench"


@pytest.mark.parametrize(
    ("pattern", "path", "covered"),
    [
        ("/", "/anything", True),
        ("/fish", "/fish.html", True),
        ("/fish", "/Fish", False),
        ("/fish*", "/fishheads?id=1", True),
        ("/*.php", "/folder/a.php?x", True),
        ("/*.php$", "/folder/a.php?x", False),
        ("/*.php$", "/folder/a.php", True),
        ("/fish*.php", "/fish.htm", False),
        ("/a*a", "/a", False),
        ("/a*$", "/a", True),
        ("/a$", "/ab", False),
        ("*", "/x", True),
    ],
)
def test_patterns_cover_paths_as_the_standard_says(pattern, path, covered):
    assert matches(pattern, path) is covered


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("user-AGENT : *  # all\nDISALLOW: /news # not this", False),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: other\nUser-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: claimworkbench\nDisallow: /private", True),
        ("User-agent: *\nDisallow: /news\nAllow: /news/today", True),
        ("User-agent: *\nAllow: /news/today\nDisallow: /news/today", True),
        ("Disallow: /", True),
        ("<html>no robots here</html>", True),
        ("\ufeffUser-agent: *\nDisallow: /", False),
    ],
)
def test_the_longest_rule_of_our_group_decides(text, allowed):
    assert parse_robots(text, NAME).allows("/news/today") is allowed


def test_the_file_itself_may_always_be_read():
    assert parse_robots("User-agent: *\nDisallow: /", NAME).allows("/robots.txt")


@pytest.mark.parametrize(("delay", "seconds"), [("2", 2), ("0.5", 0.5), ("3600", 60), ("soon", 0), ("-1", 0)])
def test_the_delay_that_a_site_wishes_is_kept_within_reason(delay, seconds):
    assert parse_robots(f"User-agent: *\nCrawl-delay: {delay}", NAME).delay == seconds


@pytest.mark.parametrize(
    ("status", "access"),
    [(200, Access.RULES), (404, Access.FREE), (403, Access.FREE), (429, Access.CLOSED), (500, Access.CLOSED)],
)
def test_no_file_frees_and_no_answer_closes(status, access):
    assert read_status(status) == access
    assert read_status(None) == Access.CLOSED
