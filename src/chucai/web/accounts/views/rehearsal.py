"""Entering as a persona of a rehearsal."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chucai.web.access import entrance
from chucai.web.accounts import doors, entering, personas
from chucai.web.records.models import Seat


@entrance
@never_cache
@require_POST
def persona(request: HttpRequest, seat: int) -> HttpResponse:
    """One press, and one is that person, second factor included. There is no such page outside rehearsals."""
    if not personas.open_to(request):
        raise Http404
    found = Seat.objects.filter(pk=seat, account__email__endswith=f"@{personas.DOMAIN}").select_related("account")
    chosen = found.first()
    if chosen is None:
        raise Http404
    response = entering.enter(request, chosen.account, entering.onward(request) or doors.first(chosen))
    entering.second_factor_shown(request)
    return response
