"""The contract for people to read. Its page inlines script and style, so it has a policy of its own."""

from typing import Any

from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from drf_spectacular.views import SpectacularSwaggerView
from rest_framework.request import Request
from rest_framework.response import Response

_POLICY: dict[str, list[str]] = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}


class DocsView(SpectacularSwaggerView):
    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Without the library's opener policy, which lets windows of other origins hold on to this one."""
        finalized: Response = super().finalize_response(request, response, *args, **kwargs)
        del finalized["Cross-Origin-Opener-Policy"]
        return finalized


docs_page = csp_override(_POLICY)(DocsView.as_view(url_name="web:openapi"))
