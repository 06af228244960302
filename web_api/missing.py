"""What is nowhere: under the API a problem document, elsewhere a page."""

from typing import Any, NoReturn

from django.http import Http404
from rest_framework.request import Request
from rest_framework.views import APIView


class MissingView(APIView):
    html = False

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> NoReturn:
        raise Http404


missing = MissingView.as_view()
