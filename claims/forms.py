"""What a person may send to add articles, and how they narrow the list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.adapters.addresses import AddressError, parse_host
from claims.adapters.documents import MAX_DOCUMENT_CHARS, UnreadableError
from claims.adapters.publication_dates import check_date
from claims.domain.outlets import find_site, is_shared_suffix
from claims.domain.row_ids import LARGEST_ID
from claims.domain.web_addresses import find_host
from claims.models import LONGEST_SOURCE_NAME, LONGEST_TAG, Source, SourceDomain
from claims.services.tell import begin_sentence, tell

MOST_URLS = 200  # addresses in one go; a longer list belongs in a file or on the command line
MOST_FILES = 50
MOST_DOMAINS = 50
MOST_TAGS = 20
MOST_LIST_BYTES = 5_000_000  # of a list of sources; 5,000 feeds take about one


class DefaultsForm(forms.Form):
    """What is true of all items unless an item says otherwise."""

    source = forms.CharField(max_length=LONGEST_SOURCE_NAME, required=False, label=_("Source"))
    published = forms.DateTimeField(
        required=False,
        label=_("Published"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Give the date of publication as year-month-day, with a time if you know it.")},
    )

    def clean_published(self) -> datetime | None:
        published = self.cleaned_data["published"]
        try:
            if published is not None:
                check_date(published, f"{published:%Y-%m-%d}", now=timezone.now())
        except UnreadableError as error:
            raise forms.ValidationError(f"{begin_sentence(tell(error))}.") from error
        return published


class PasteForm(DefaultsForm):
    title = forms.CharField(max_length=1_000, required=False)
    text = forms.CharField(
        strip=False,
        max_length=MAX_DOCUMENT_CHARS,
        widget=forms.Textarea,
        error_messages={"required": _("Paste the article's text.")},
    )


class UrlsForm(DefaultsForm):
    urls = forms.CharField(
        max_length=MOST_URLS * 2_100,
        widget=forms.Textarea,
        label=_("Addresses"),
        error_messages={"required": _("Give at least one address.")},
    )

    def clean_urls(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["urls"].splitlines() if line.strip()]
        if len(lines) > MOST_URLS:
            raise forms.ValidationError(
                _("These are {n} addresses; at most {most_urls} go in at once.").format(
                    n=f"{len(lines):,}", most_urls=MOST_URLS
                )
            )
        return lines


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """A list of uploads; empty files pass, because the reader says of each what is wrong with it."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise forms.ValidationError(_("Choose at least one file."))
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("These are {n} files; at most {most_files} go in at once.").format(
                    n=len(files), most_files=MOST_FILES
                )
            )
        return list(files)


class UploadForm(DefaultsForm):
    documents = SeveralFilesField()


class ArticleFilterForm(forms.Form):
    state = forms.ChoiceField(
        choices=[
            ("", _("any state")),
            ("working", _("in progress")),
            ("stopped", _("stopped")),
            ("assessed", _("assessed")),
        ],
        required=False,
    )
    q = forms.CharField(max_length=200, required=False, label=_("Words in the title"))

    def narrow(self, articles):
        """The articles that the filter keeps; a field that could not be understood keeps all."""
        state, words = self.cleaned_data.get("state"), self.cleaned_data.get("q")
        if state == "working":
            articles = articles.in_progress()
        elif state == "stopped":
            articles = articles.stopped()
        elif state:
            articles = articles.filter(state=state)
        return articles.filter(title__icontains=words) if words else articles


class SourceForm(forms.ModelForm):
    """A source with its domains and tags, each written in a line of text."""

    domains = forms.CharField(
        required=False,
        max_length=MOST_DOMAINS * 270,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Domains, one a line"),
    )
    tags = forms.CharField(required=False, max_length=MOST_TAGS * (LONGEST_TAG + 2), label=_("Tags, with commas"))
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        required=False,
        label=_("Country, two letters"),
        error_messages={"invalid": _("Give the country by its two letters, such as DE.")},
    )
    language = forms.RegexField(
        r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$",
        required=False,
        label=_("Language"),
        error_messages={"invalid": _("Give the language by its letters, such as en or pt-BR.")},
    )
    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in Source.NAMED_KINDS], label=_("Kind"))
    homepage = forms.URLField(
        required=False, max_length=200, assume_scheme="https", widget=forms.TextInput(), label=_("Homepage")
    )

    class Meta:
        model = Source
        fields = (
            *("name", "kind", "homepage", "owner", "country", "language", "grade"),
            *("poll_minutes", "active", "notes"),
        )
        labels = {
            "name": _("Name"),
            "kind": _("Kind"),
            "notes": _("Notes"),
            "grade": _("Grade"),
            "poll_minutes": _("Ask its feeds every (minutes)"),
            "owner": _("Ownership group"),
        }
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["domains"] = "\n".join(domain.host for domain in self.instance.domains.all())
            self.initial["tags"] = ", ".join(self.instance.tags)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        others = Source.objects.named(name).exclude(pk=self.instance.pk)
        if other := others.first():
            raise forms.ValidationError(_("There is a source of that name: {other}.").format(other=other))
        return name

    def clean_country(self) -> str:
        return self.cleaned_data["country"].upper()

    def clean_tags(self) -> list[str]:
        return read_tags(self.cleaned_data["tags"])

    def clean_domains(self) -> list[str]:
        lines = self.cleaned_data["domains"].replace(",", "\n").split()
        if len(lines) > MOST_DOMAINS:
            raise forms.ValidationError(
                _("These are {n} domains; a source has at most {most_domains}.").format(
                    n=len(lines), most_domains=MOST_DOMAINS
                )
            )
        hosts = list(dict.fromkeys(read_domain(line) for line in lines))
        taken = SourceDomain.objects.filter(host__in=hosts).exclude(source=self.instance.pk).select_related("source")
        if domain := taken.first():
            raise forms.ValidationError(
                _("{host} belongs to {source}; merge the two, or take it away there.").format(
                    host=domain.host, source=domain.source
                )
            )
        return hosts

    def save(self, commit: bool = True) -> Source:
        source = super().save(commit=False)
        source.tags = self.cleaned_data["tags"]
        return source


def read_tags(text: str) -> list[str]:
    """Each once, in lower case. Raises ValidationError with a sentence when there are too many, or one is too long."""
    tags = list(dict.fromkeys(" ".join(tag.split()).lower() for tag in text.split(",")))
    tags = [tag for tag in tags if tag]
    if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
        limits = {"most": MOST_TAGS, "longest": LONGEST_TAG}
        raise forms.ValidationError(_("Give at most %(most)s tags of at most %(longest)s characters.") % limits)
    return tags


def read_domain(text: str) -> str:
    """The site that a line names, as an address or bare. Raises ValidationError with a sentence when it is none."""
    host = find_site(find_host(text) if "://" in text else text.partition("/")[0])
    try:
        name, literal = parse_host(host)
    except AddressError as error:
        raise forms.ValidationError(
            _("“{text}” is not a domain such as selmpost.example.").format(text=text[:80])
        ) from error
    if literal is not None or "." not in name or is_shared_suffix(name):
        raise forms.ValidationError(_("“{text}” is not the domain of one site.").format(text=text[:80]))
    return name


class TopicsForm(forms.Form):
    """What a feed's articles are about."""

    topics = forms.CharField(
        required=False, max_length=MOST_TAGS * (LONGEST_TAG + 2), label=_("Topics of this feed, with commas")
    )

    def clean_topics(self) -> list[str]:
        return read_tags(self.cleaned_data["topics"])


class FeedForm(TopicsForm):
    url = forms.CharField(
        max_length=2_000, label=_("Feed address"), error_messages={"required": _("Give the feed's address.")}
    )


class FindFeedsForm(forms.Form):
    site = forms.CharField(
        max_length=2_000, label=_("Site address"), error_messages={"required": _("Give the address of a site.")}
    )


class MergeForm(forms.Form):
    other = forms.IntegerField(min_value=1, max_value=LARGEST_ID)


class SourceFilterForm(forms.Form):
    show = forms.ChoiceField(
        choices=[("", _("active and inactive")), ("active", _("active")), ("inactive", _("inactive"))], required=False
    )
    q = forms.CharField(max_length=200, required=False, label=_("Words in the name"))

    def narrow(self, sources):
        """The sources that the filter keeps; a field that could not be understood keeps all."""
        show, words = self.cleaned_data.get("show"), self.cleaned_data.get("q")
        sources = sources.filter(active=show == "active") if show else sources
        return sources.filter(name__icontains=words) if words else sources


class SourceListForm(forms.Form):
    """An OPML or CSV file."""

    document = forms.FileField(label=_("OPML or CSV file"), error_messages={"required": _("Choose a file.")})

    def clean_document(self) -> Any:
        document = self.cleaned_data["document"]
        if document.size > MOST_LIST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than {most_list_bytes} MB; split it.").format(
                    most_list_bytes=MOST_LIST_BYTES // 1_000_000
                )
            )
        return document
