"""Where a backend has a host of its own, it answers there and nowhere else, and nobody else answers there.

So the back office and the metrics are nothing on the hosts that shoppers know. One host serves all where none is named.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

from project.backends import Manifest, backend_for_path
from project.problems import problem


def hosts(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    everywhere = tuple(url for url in (settings.STATIC_URL, settings.MEDIA_URL) if "://" not in url)

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            host = split_domain_port(request.get_host())[0]
        except DisallowedHost:
            return problem(400, "host_unknown", "There is no such host here.")
        if request.path_info.startswith(everywhere) or _answers(backend_for_path(request.path_info), host, request):
            return get_response(request)
        return problem(404, "not_found", "There is nothing here.")

    return middleware


def _answers(backend: Manifest, host: str, request: HttpRequest) -> bool:
    own = settings.BACKEND_HOSTS.get(backend.name)
    if request.path_info.startswith(backend.public):
        return True
    return host == own if own else host not in settings.BACKEND_HOSTS.values()
