"""The desk's pages on which a message is put into public wording, looked through, released and taken down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.mailbox.commands import publishing as writing
from quancheng.records.mailbox.forms.handling import PublicationForm, ReasonForm
from quancheng.records.mailbox.models import Message, Publication
from quancheng.records.mailbox.queries.messages import ids_seen, message_for, sent_replies_of
from quancheng.records.mailbox.queries.publications import (
    REVIEWERS,
    newest_publication,
    publication_for,
    publications_waiting,
)
from quancheng.records.mailbox.web.desk import HOME
from quancheng.ui.gate import actor_of


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits to be looked through by a second person."""
    actor = actor_of(request)
    publications = list(publications_waiting(actor))
    context = {
        "publications": publications,
        "seen": ids_seen(actor, (one.message_id for one in publications if one.message_id)),
        "may_publish": bool(actor.roles & REVIEWERS),
        "me": actor.person_id,
        "trail": [(HOME, reverse("mailbox_desk:messages")), ("留言选登待审核", "")],
    }
    return render(request, "mailbox/desk/publications.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, number: str) -> HttpResponse:
    """Put a message and its answer into public wording, beginning with the wording that came back last."""
    actor = actor_of(request)
    seen = message_for(actor, number)
    former = newest_publication(actor, seen)
    proposed = _proposed(seen, former)
    form = PublicationForm(request.POST if request.method == "POST" else None, initial=proposed)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                writing.draft_publication(number=number, **form.cleaned_data, actor=actor, now=timezone.now())
            except Refusal as refusal:
                form.add_error(None, refusal.sentence)
            else:
                messages.success(request, "已提交，等另一人审核后公开")
                return redirect("mailbox_desk:message", number)
    trail = [
        (HOME, reverse("mailbox_desk:messages")),
        (number, reverse("mailbox_desk:message", args=[number])),
        ("选登", ""),
    ]
    context = {"form": form, "message": seen, "former": former, "trail": trail}
    return render(request, "mailbox/desk/publication.html", context, status=status)


@require_POST
def publish(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Release it to the public. Raises what the command raises."""
    try:
        writing.publish_message(publication_id=publication_id, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "已公开")
    return redirect("mailbox_desk:publications")


@require_POST
def withdraw(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Take it down, or send the draft back. A reason that will not do is shown again, to be mended.

    Raises NoSuchPublication, NotYoursToPublish.
    """
    actor = actor_of(request)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        seen = publication_for(actor, publication_id)
        trail = [(HOME, reverse("mailbox_desk:messages")), ("撤下" if seen.published_at else "退回", "")]
        context = {"form": form, "publication": seen, "trail": trail}
        return render(request, "mailbox/desk/withdrawal.html", context, status=422)
    try:
        done = writing.withdraw_publication(
            publication_id=publication_id, **form.cleaned_data, actor=actor, now=timezone.now()
        )
    except writing.PublishedAlready as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "已撤下" if done.published_at else "已退回")
    return redirect("mailbox_desk:publications")


def _proposed(message: Message, former: Publication | None) -> dict[str, str]:
    """The wording that came back; of an answer that was sent after it, the answer itself."""
    reply = sent_replies_of(message).first()
    answer = reply.text if reply else ""
    if former is None:
        return {"question": message.text, "answer": answer}
    is_newer = reply is not None and reply.sent_at is not None and reply.sent_at > former.drafted_at
    return {
        "title": former.title,
        "question": former.question,
        "answer": answer if is_newer else former.answer,
    }
