"""Probes, for the operator's load balancer and supervisor."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from project.problems import problem


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 while this process can answer at all; says nothing of what it depends on."""
    return JsonResponse({"status": "live"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 while this process can serve shoppers: the database answers. Otherwise 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return problem(503, "database_unavailable", "The database does not answer.")
    return JsonResponse({"status": "ready"})
