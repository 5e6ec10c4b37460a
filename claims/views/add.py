"""Adding articles: pasted text, addresses, files. Each item gets its own answer; a bad one never holds up the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import shorten

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.adapters.documents import MAX_FILE_BYTES, Document, ReadLimits, Rejected, UnreadableError, check_text
from claims.adapters.readers import read_bytes
from claims.domain.access import Action
from claims.forms import DefaultsForm, PasteForm, UploadForm, UrlsForm
from claims.services.ingest import Defaults
from claims.services.intake import ItemResult, take_items, take_url
from claims.views.access import requires
from claims.views.added import remember_results

REFUSED = 422
LABEL = 60  # characters of a pasted text, about, that stand for it when it has no title


@requires(Action.ADD_ARTICLES)
@require_GET
def show_forms(request: HttpRequest) -> HttpResponse:
    return render_forms(request)


@requires(Action.ADD_ARTICLES)
@require_POST
def add_pasted(request: HttpRequest) -> HttpResponse:
    form = PasteForm(request.POST)
    if not form.is_valid():
        return render_forms(request, paste=form)
    return answer(request, take_items([read_pasted(form)], Defaults()))


@requires(Action.ADD_ARTICLES)
@require_POST
def add_urls(request: HttpRequest) -> HttpResponse:
    form = UrlsForm(request.POST)
    if not form.is_valid():
        return render_forms(request, urls=form)
    defaults = read_defaults(form)
    return answer(request, (take_url(url, defaults) for url in form.cleaned_data["urls"]))


@requires(Action.ADD_ARTICLES)
@require_POST
def add_files(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render_forms(request, upload=form)
    return answer(request, take_items(read_uploads(form.cleaned_data["documents"]), read_defaults(form)))


def render_forms(
    request: HttpRequest,
    *,
    paste: PasteForm | None = None,
    urls: UrlsForm | None = None,
    upload: UploadForm | None = None,
) -> HttpResponse:
    """The three forms; the one that was refused keeps what was written and says what is wrong."""
    context = {
        "paste": paste or PasteForm(prefix=None, auto_id="paste_%s"),
        "urls": urls or UrlsForm(auto_id="urls_%s"),
        "upload": upload or UploadForm(auto_id="upload_%s"),
        "refused": next((name for name, form in (("paste", paste), ("urls", urls), ("upload", upload)) if form), ""),
    }
    return render(request, "articles/add.html", context, status=REFUSED if context["refused"] else 200)


def answer(request: HttpRequest, results: Iterable[ItemResult]) -> HttpResponse:
    return redirect(remember_results(request, results))


def read_defaults(form: DefaultsForm) -> Defaults:
    return Defaults(source=form.cleaned_data["source"], published=form.cleaned_data["published"])


def read_pasted(form: PasteForm) -> Document | Rejected:
    sent = form.cleaned_data
    label = sent["title"] or shorten(sent["text"], LABEL, placeholder=" …") or _("pasted text")
    try:
        text = check_text(sent["text"], ReadLimits())
    except UnreadableError as error:
        return Rejected(label, str(error))
    return Document(text=text, title=sent["title"], source=sent["source"], published=sent["published"], label=label)


def read_uploads(files: list[UploadedFile]) -> Iterator[Document | Rejected]:
    for file in files:
        name = file.name or "upload"
        if (file.size or 0) > MAX_FILE_BYTES:
            yield Rejected(
                name[-120:],
                _("The file is larger than {max_file_bytes} MB; split it.").format(
                    max_file_bytes=MAX_FILE_BYTES // 1_000_000
                ),
            )
        else:
            yield from read_bytes(name, file.read())
