"""The contract for people to read. Its page inlines script and style, so it has a policy of its own."""

from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from drf_spectacular.views import SpectacularSwaggerView

_POLICY: dict[str, list[str]] = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
}

docs_page = csp_override(_POLICY)(SpectacularSwaggerView.as_view(url_name="web:openapi"))
