"""The portal's page on which anybody checks a printed letter by its number and its code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.forms.letters import VerifyForm
from quancheng.records.disclosure.models import Verifiable
from quancheng.records.disclosure.queries.letters import verifiable_of
from quancheng.records.disclosure.rules.letters import tidy_letter_number
from quancheng.ui.gate import tell_to_wait
from quancheng.ui.lookups import Lookup
from quancheng.ui.source import network_of

DOOR = Lookup("disclosure", "已经发出的文书", tidy_letter_number)
PAGE = "disclosure/site/verify.html"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Genuine or not, which letter, whose, of which day, whether it holds: nothing of whom it is for."""
    form = VerifyForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=422 if form.is_bound else 200)
    try:
        found = _looked_up(request, form)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        page = render(request, PAGE, {"form": form}, status=refusal.status)
        return tell_to_wait(page, refusal)
    context = {"found": found, "number": tidy_letter_number(form.cleaned_data["number"])}
    page = render(request, PAGE, context)
    page["X-Robots-Tag"] = "noindex"
    return page


def _looked_up(request: HttpRequest, form: VerifyForm) -> Verifiable:
    """Wrong pairs are counted, as for requests. Raises TooManyTries, NotGenuine."""
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    now, source = timezone.now(), network_of(request)
    DOOR.must_not_hammer(source, number, now=now)
    try:
        return verifiable_of(number, code)
    except Refusal:
        DOOR.count_wrong(source, number, now=now)
        raise
