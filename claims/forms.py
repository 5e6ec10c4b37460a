"""What a person may send to add articles, and how they narrow the list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from claims.adapters.documents import MAX_DOCUMENT_CHARS, UnreadableError
from claims.adapters.publication_dates import check_date
from claims.models import LONGEST_SOURCE_NAME

MOST_URLS = 200  # addresses in one go; a longer list belongs in a file or on the command line
MOST_FILES = 50


class DefaultsForm(forms.Form):
    """What is true of all items unless an item says otherwise."""

    source = forms.CharField(max_length=LONGEST_SOURCE_NAME, required=False, label="Source")
    published = forms.DateTimeField(
        required=False,
        label="Published",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "Give the date of publication as year-month-day, with a time if you know it."},
    )

    def clean_published(self) -> datetime | None:
        published = self.cleaned_data["published"]
        try:
            if published is not None:
                check_date(published, f"{published:%Y-%m-%d}", now=timezone.now())
        except UnreadableError as error:
            raise forms.ValidationError(f"{str(error).capitalize()}.") from error
        return published


class PasteForm(DefaultsForm):
    title = forms.CharField(max_length=1_000, required=False)
    text = forms.CharField(
        strip=False,
        max_length=MAX_DOCUMENT_CHARS,
        widget=forms.Textarea,
        error_messages={"required": "Paste the article's text."},
    )


class UrlsForm(DefaultsForm):
    urls = forms.CharField(
        max_length=MOST_URLS * 2_100,
        widget=forms.Textarea,
        label="Addresses",
        error_messages={"required": "Give at least one address."},
    )

    def clean_urls(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["urls"].splitlines() if line.strip()]
        if len(lines) > MOST_URLS:
            raise forms.ValidationError(f"These are {len(lines):,} addresses; at most {MOST_URLS} go in at once.")
        return lines


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """A list of uploads; empty files pass, because the reader says of each what is wrong with it."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise forms.ValidationError("Choose at least one file.")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"These are {len(files)} files; at most {MOST_FILES} go in at once.")
        return list(files)


class UploadForm(DefaultsForm):
    documents = SeveralFilesField()


class ArticleFilterForm(forms.Form):
    state = forms.ChoiceField(
        choices=[("", "any state"), ("working", "in progress"), ("stopped", "stopped"), ("assessed", "assessed")],
        required=False,
    )
    q = forms.CharField(max_length=200, required=False, label="Words in the title")

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
