"""How the way to the house in the other network stands (网闸), and the one button: everything once more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.transfer.commands.sending import ask_for_everything
from quancheng.kernel.transfer.queries import way_stands
from quancheng.ui.gate import actor_of


@require_safe
def transfer(request: HttpRequest) -> HttpResponse:
    """Last packages, what is on the way, what was turned away and why. Raises NotYoursToSee."""
    standing = way_stands(actor_of(request), now=timezone.now())
    return render(request, "workbench/desk/transfer/transfer.html", {"standing": standing})


@require_POST
def send_everything(request: HttpRequest) -> HttpResponse:
    """With the next run of the console everything goes out once more. Raises NotYoursToAsk, NotSetUp."""
    ask_for_everything(actor=actor_of(request), now=timezone.now())
    messages.success(request, "已登记全部重发，下一次定时导出时写包")
    return redirect("workbench:transfer")
