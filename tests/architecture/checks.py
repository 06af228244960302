"""Each check takes one source and yields what is wrong with it, a line a fault."""

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator

from tests.architecture.source import Source

NO_NAMES_OF_THEIR_OWN = {"util", "utils", "helper", "helpers", "common", "misc"}
HTTP = ("django.http", "django.shortcuts", "django.views")
LOOKUPS = {"filter", "exclude", "get", "get_or_create", "update_or_create"}
FROM_A_CLIENT = re.compile(r"\brequest\b|\bGET\b|\bPOST\b|query_params")
CODES = r"\[[^\]]*\]|:\s*[A-Z]+[0-9]+(,\s*[A-Z]+[0-9]+)*"
SILENCE = re.compile(rf"#\s*(type:\s*ignore|noqa)\b(?P<codes>{CODES})?(?P<rest>.*)")


def named_for_what_it_holds(source: Source) -> Iterator[str]:
    """A room without a name of its own fills with what nobody looked for a place for."""
    for part in source.path.with_suffix("").parts:
        if part in NO_NAMES_OF_THEIR_OWN:
            yield f"{source.path}: `{part}` says nothing of what is in it"


def services_take_keywords(source: Source) -> Iterator[str]:
    """A call of a service names each argument: ids and amounts are all integers, and easily swapped.

    In a package the services are what it offers; its modules may share more among themselves.
    """
    if source.layer == "services":
        offered = source.offered()
        for function in source.public_functions():
            if offered and function.name not in offered:
                continue
            spec = function.args
            if spec.posonlyargs or spec.args or spec.vararg:
                yield f"{_at(source, function)} {function.name} takes positional arguments"


def core_takes_no_request(source: Source) -> Iterator[str]:
    """Who asks is a principal, when is `now`; how it was asked is the backends' business."""
    if source.layer in {"services", "selectors"}:
        for function in source.functions():
            for name in function.args.posonlyargs + function.args.args + function.args.kwonlyargs:
                if name.arg == "request" or "HttpRequest" in _text(name.annotation):
                    yield f"{_at(source, function)} {function.name} takes a request"


def no_queryset_leaves_core(source: Source) -> Iterator[str]:
    """A queryset handed out runs its SQL wherever it is looked at; types out, so that budgets hold."""
    if source.layer in {"services", "selectors"}:
        for function in source.public_functions():
            if function.returns is None:
                yield f"{_at(source, function)} {function.name} does not say what it returns"
            elif re.search(r"QuerySet|Manager\b", _text(function.returns)):
                yield f"{_at(source, function)} {function.name} returns a queryset"


def core_knows_no_http(source: Source) -> Iterator[str]:
    """import-linter sees of other people's packages only the first name, and django is everywhere."""
    if source.path.parts[0] == "core" and source.layer not in {"admin", "backoffice"}:
        for node in ast.walk(source.tree):
            for name in _imported(node):
                if name.startswith(HTTP):
                    yield f"{_at(source, node)} imports {name}"


def silence_has_a_reason(source: Source) -> Iterator[str]:
    """`type: ignore[code]  # why` and `noqa: CODE -- why`."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT and (mark := SILENCE.match(token.string)):
            reason = mark["rest"].strip(" #-")
            if not mark["codes"] or not reason:
                yield f"{source.path}:{token.start[0]} silences a check without its code and a reason"


def no_lookup_from_a_client(source: Source) -> Iterator[str]:
    """`filter(**request.GET.dict())` lets a client write the query: user__password__startswith=…"""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOOKUPS:
            unpacked = (_text(keyword.value) for keyword in node.keywords if keyword.arg is None)
            if any(FROM_A_CLIENT.search(text) for text in unpacked):
                yield f"{_at(source, node)} looks up what a client wrote"


def refusals_have_their_own_code(sources: Iterable[Source]) -> Iterator[str]:
    """Clients branch on `code`: one that is missing or means two things breaks them."""
    seen: dict[str, str] = {}
    for source, refusal in _refusals(list(sources)):
        where = f"{_at(source, refusal)} {refusal.name}"
        code = _class_attribute(refusal, "code")
        if code is None:
            yield f"{where} has no code of its own"
        elif code in seen:
            yield f"{where} has the code of {seen[code]}"
        else:
            seen[code] = where


def _refusals(sources: list[Source]) -> Iterator[tuple[Source, ast.ClassDef]]:
    """DomainError's subclasses, and theirs, by name."""
    classes = [(s, node) for s in sources for node in ast.walk(s.tree) if isinstance(node, ast.ClassDef)]
    names, before = {"DomainError"}, set[str]()
    while names != before:
        before = set(names)
        names |= {node.name for _, node in classes if names & {_text(base).split(".")[-1] for base in node.bases}}
    return ((source, node) for source, node in classes if node.name in names - {"DomainError"})


def _class_attribute(node: ast.ClassDef, name: str) -> str | None:
    """The text a class gives one of its attributes, or None."""
    for line in node.body:
        match line:
            case ast.Assign(targets=[ast.Name(id=found)], value=ast.Constant(value=str(value))) if found == name:
                return value
            case ast.AnnAssign(target=ast.Name(id=found), value=ast.Constant(value=str(value))) if found == name:
                return value
    return None


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def _text(node: ast.AST | None) -> str:
    return ast.unparse(node) if node else ""


def _at(source: Source, node: ast.AST) -> str:
    return f"{source.path}:{getattr(node, 'lineno', 0)}"
