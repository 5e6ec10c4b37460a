"""Who may do what: roles, actions, and the table between them.

Idea: a desk knows five kinds of people, and what each may do is one table that a lead can read in a minute. Method: a
role is a set of actions; a page or a form names the one action that it is; nothing else decides. Limits: a role holds
for the whole desk; there are no rights on single claims or sources. Four eyes ("nobody approves their own") is no
matter of roles and stands in `verification.domain.four_eyes`.
Reference: Sandhu et al., "Role-Based Access Control Models", IEEE Computer 29(2), 1996 (the flat model, RBAC0).
"""

from __future__ import annotations

from enum import StrEnum

from claims.domain.phrases import phrase, run_on


class Role(StrEnum):
    REVIEWER = "Reviewer"
    LEAD = "Lead"
    SOURCE_ADMIN = "Source admin"
    ADMINISTRATOR = "Administrator"
    READER = "Read-only"


# What each role is called; its value is also the name of a group of Django's.
ROLE_WORDS = {
    Role.REVIEWER: phrase("Reviewer"),
    Role.LEAD: phrase("Lead"),
    Role.SOURCE_ADMIN: phrase("Source admin"),
    Role.ADMINISTRATOR: phrase("Administrator"),
    Role.READER: phrase("Read-only"),
}


class Action(StrEnum):
    READ = "read"
    SAVE_FILTERS = "save_filters"
    SHARE_FILTERS = "share_filters"
    DECIDE = "decide"
    ADJUDICATE = "adjudicate"
    REGROUP = "regroup"
    TAKE = "take"
    ASSIGN = "assign"
    COMMENT = "comment"
    SEE_AGREEMENT = "see_agreement"
    ADD_ARTICLES = "add_articles"
    TEND_SOURCES = "tend_sources"
    CHANGE_DESK = "change_desk"
    CHANGE_POLICY = "change_policy"
    MANAGE_PEOPLE = "manage_people"


WORDS = {
    Action.READ: phrase("read what is here"),
    Action.SAVE_FILTERS: phrase("save views of the queue"),
    Action.SHARE_FILTERS: phrase("share views of the queue"),
    Action.DECIDE: phrase("decide claims"),
    Action.ADJUDICATE: phrase("settle what two reviewers disagree on"),
    Action.REGROUP: phrase("correct what belongs to a claim"),
    Action.TAKE: phrase("take claims"),
    Action.ASSIGN: phrase("give claims to others"),
    Action.COMMENT: phrase("comment"),
    Action.SEE_AGREEMENT: phrase("see how reviewers agree, pair by pair"),
    Action.ADD_ARTICLES: phrase("add articles"),
    Action.TEND_SOURCES: phrase("tend sources and feeds"),
    Action.CHANGE_DESK: phrase("change the rules of the desk"),
    Action.CHANGE_POLICY: phrase("look at other grouping policies"),
    Action.MANAGE_PEOPLE: phrase("manage people"),
}

_READING = {Action.READ, Action.SAVE_FILTERS}
_REVIEWING = _READING | {Action.DECIDE, Action.REGROUP, Action.TAKE, Action.COMMENT, Action.ADD_ARTICLES}
_LEADING = {Action.ADJUDICATE, Action.ASSIGN, Action.SHARE_FILTERS, Action.SEE_AGREEMENT, Action.CHANGE_DESK}

TABLE: dict[Role, frozenset[Action]] = {
    Role.REVIEWER: frozenset(_REVIEWING),
    Role.LEAD: frozenset(_REVIEWING | _LEADING),
    Role.SOURCE_ADMIN: frozenset(_READING | {Action.COMMENT, Action.ADD_ARTICLES, Action.TEND_SOURCES}),
    Role.ADMINISTRATOR: frozenset(Action),
    Role.READER: frozenset(_READING),
}

NO_ROLE = phrase("Your account has no role yet. Ask an administrator to give it one.")


def allows(role: Role, action: Action) -> bool:
    return action in TABLE[role]


def list_roles_for(action: Action) -> list[Role]:
    """In the order in which roles are declared."""
    return [role for role in Role if allows(role, action)]


def describe_refusal(action: Action) -> str:
    """One sentence for a person whose role does not include the action."""
    if action is Action.READ:
        return NO_ROLE
    names = [ROLE_WORDS[role] for role in list_roles_for(action)]
    return phrase(
        "To {act}, one needs one of these roles: {roles}. An administrator can change your role.",
        act=WORDS[action],
        roles=run_on(names, ", "),
    )
