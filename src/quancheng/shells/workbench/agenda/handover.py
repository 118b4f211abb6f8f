"""Who has what in hand in my unit, of all modules; colleagues take it over before somebody leaves."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_number
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.charge import charged_in_unit
from quancheng.kernel.casework.hands import hands_in_unit
from quancheng.kernel.casework.taking_over import take_over_cases
from quancheng.kernel.orgs.handover import Pair, left_by_each
from quancheng.kernel.orgs.models import Person, Post
from quancheng.kernel.orgs.queries import people_in
from quancheng.kernel.orgs.roles import Role
from quancheng.ui.gate import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest) -> HttpResponse:
    """What each of us has in hand; one button takes over what a colleague has."""
    actor, status = actor_of(request), 200
    if request.method == "POST":
        person, post = (row_number(request.POST.get(name, "")) for name in ("person", "post"))
        try:
            count = take_over_cases(person_id=person, post_id=post, actor=actor, now=timezone.now())
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            status = refusal.status
        else:
            messages.success(request, f"已接办{count}项，现在由您办理")
            return redirect("workbench:handover")
    lines = _lines(actor, today=timezone.localdate())
    mine = (actor.person_id, actor.post_id)
    context = {
        "own": [line for line in lines if line["pair"] == mine],
        "others": [line for line in lines if line["pair"] != mine],
    }
    return render(request, "workbench/desk/handover.html", context, status=status)


def _lines(actor: Actor, *, today: date) -> list[dict[str, object]]:
    """Everybody of the unit with something in hand, and those whose days as a deputy are over."""
    if actor.unit_id is None:
        return []
    working = people_in([actor.unit_id], roles=list(Role), on=today)
    may_take = hands_in_unit(actor) | charged_in_unit(actor)
    pairs: list[Pair] = list(dict.fromkeys([*((one.person_id, one.post_id) for one in working), *may_take]))
    left = left_by_each(pairs)
    people = Person.objects.in_bulk([person for person, _ in pairs])
    posts = Post.objects.select_related("unit").in_bulk([post for _, post in pairs])
    return [
        {
            "pair": pair, "person": people[pair[0]], "post": posts.get(pair[1]), "left": left[pair],
            "may_take": pair in may_take,
        }
        for pair in pairs
        if left[pair]
    ]  # fmt: skip
