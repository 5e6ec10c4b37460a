"""The text of the product: all of it can be translated, and the Spanish catalogue translates it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.template_text import find_bare_text
from workbench.catalogues import (
    build_template,
    collect_messages,
    compile_catalogue,
    find_catalogue,
    list_flaws,
    list_untranslated,
    merge_catalogue,
    print_catalogue,
    read_catalogue,
    read_messages,
)

ROOT = settings.BASE_DIR
OTHERS = [language for language, _ in settings.LANGUAGES if language != settings.LANGUAGE_CODE]
RUN = "run `make words`, translate what is new in locale/, and run it again"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "workbench" / "static").rglob("*.js"))
# Text that is the same in every language, and why.
NOT_TRANSLATED = {
    "Claim Workbench": "the name of the product",
    "· Claim Workbench": "the same, in a title",
}


@pytest.fixture(scope="module")
def template():
    return build_template(collect_messages(ROOT))


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_each_catalogue_holds_what_the_source_says_and_nothing_else(language, template):
    """One file, byte for byte what `make words` would write."""
    kept = find_catalogue(ROOT, language).read_text("utf-8")
    assert kept == print_catalogue(merge_catalogue(ROOT, language, template)), RUN


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language):
    assert list_untranslated(read_catalogue(ROOT, language)) == [], RUN


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_no_translation_is_doubtful(language):
    assert [message.id for message in read_catalogue(ROOT, language) if message.fuzzy and message.id] == []


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_placeholders_and_markup(language):
    assert [flaw for message in read_catalogue(ROOT, language) if message.id for flaw in list_flaws(message)] == []


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_the_compiled_catalogue_is_the_written_one(language):
    compiled = find_catalogue(ROOT, language).with_suffix(".mo").read_bytes()
    assert compiled == compile_catalogue(ROOT, language), RUN


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_a_template_holds_no_text_outside_translation_tags(path: Path):
    bare = [(line, text) for line, text in find_bare_text(path.read_text("utf-8")) if text not in NOT_TRANSLATED]
    assert bare == [], "wrap it in {% translate %} or {% blocktranslate trimmed %}"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_holds_no_sentence(path: Path):
    """What a script says stands in the page, in templates/_fragments/_sentences.html."""
    code = re.sub(r"//[^\n]*|/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r'"[A-Z][a-z]+ [^"]*[.?!…]"', code) == []


def test_bare_text_is_found_in_all_its_places():
    source = """
    <p title="{% translate "said" %}">{% translate "said" %} bare one {{ value|default:"bare two" }}</p>
    <input placeholder="bare three" aria-label="{{ name }} bare four" value="kept"><img alt="bare five" src="kept.png">
    {% blocktranslate %}said{% endblocktranslate %}<script>let kept;</script><button name="kept">bare six</button>
    {% include "kept.html" with hint="bare seven" %}{% url "kept:kept" %}{# kept #}<!-- kept -->&nbsp;{{ x|date:"c" }}
    """
    assert {text for _, text in find_bare_text(source)} == {
        f"bare {number}" for number in ("one", "two", "three", "four", "five", "six", "seven")
    }


def test_messages_are_collected_from_code_and_from_templates(tmp_path):
    code = tmp_path / "code.py"
    code.write_text(
        '_("one")\ngettext_lazy("two")\nngettext("{n} three", "{n} threes", n)\nphrase("four {x}", x=1)\n_(name)\n'
    )
    page = tmp_path / "page.html"
    page.write_text(
        '<p title="{% translate "five" %}">{{ x|default:_("six") }}</p>\n'
        "{% blocktranslate trimmed count n=n %}{{ n }} seven{% plural %}{{ n }} sevens{% endblocktranslate %}"
    )
    found = {(m.singular, m.plural) for path in (code, page) for m in read_messages(tmp_path, path)}
    assert found == {
        ("one", ""),
        ("two", ""),
        ("{n} three", "{n} threes"),
        ("four {x}", ""),
        ("five", ""),
        ("six", ""),
        ("%(n)s seven", "%(n)s sevens"),
    }
