"""Trees: treebeard's admin, whose lists can be opened and dragged, within the admin the others are of."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from treebeard.admin import TreeAdmin as TreebeardAdmin
from treebeard.admin import TreeChangeList as TreebeardChangeList
from treebeard.templatetags.admin_tree import tree_context
from unfold.templatetags.unfold_list import result_list
from unfold.views import ChangeList

from core.shared.backoffice.bases import ModelAdmin


class TreeChangeList(TreebeardChangeList, ChangeList):
    pass


class TreeAdmin[M: Model](TreebeardAdmin, ModelAdmin[M]):
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return TreeChangeList

    def children_view(self, request: HttpRequest, parent_id: str) -> JsonResponse:
        """The rows below one, drawn as the list draws its own."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        request._treebeard_parent_id = parent_id  # type: ignore[attr-defined]  # how treebeard tells its get_queryset
        found = self.get_changelist_instance(request)
        found.formset = None
        rows = render_to_string("admin/change_list_results.html", result_list({"request": request}, found))
        return JsonResponse(
            {
                "result_html": rows,
                "tree_context": tree_context(found, request),
                "page": found.page_num,
                "num_pages": found.paginator.num_pages,
            }
        )
