import pytest

from claims.domain.access import TABLE, WORDS, Action, Role, allows, describe_refusal, list_roles_for

# One row an action: who may, in the order Reviewer, Lead, Source admin, Administrator, Read-only.
TRUTH = {
    Action.READ: "RLSAO",  # everybody with a role reads everything
    Action.SAVE_FILTERS: "RLSAO",  # a view of one's own changes nothing for others
    Action.SHARE_FILTERS: "LA",
    Action.DECIDE: "RLA",
    Action.ADJUDICATE: "LA",
    Action.REGROUP: "RLA",
    Action.TAKE: "RLA",
    Action.ASSIGN: "LA",
    Action.COMMENT: "RLSA",
    Action.SEE_AGREEMENT: "LA",
    Action.ADD_ARTICLES: "RLSA",
    Action.TEND_SOURCES: "SA",
    Action.CHANGE_DESK: "LA",
    Action.CHANGE_POLICY: "A",
    Action.MANAGE_PEOPLE: "A",
}
LETTERS = dict(zip("RLSAO", Role, strict=True))


@pytest.mark.parametrize("action", Action)
def test_each_action_belongs_to_the_roles_of_the_table(action):
    assert list_roles_for(action) == [role for letter, role in LETTERS.items() if letter in TRUTH[action]]


def test_every_role_may_read():
    assert all(allows(role, Action.READ) for role in TABLE)


def test_every_action_has_words():
    assert set(WORDS) == set(Action)


def test_a_refusal_names_who_may():
    sentence = "To decide claims, one needs one of these roles: Reviewer, Lead, Administrator."
    assert describe_refusal(Action.DECIDE).startswith(sentence)


def test_without_a_role_the_refusal_says_that():
    assert "no role yet" in describe_refusal(Action.READ)
