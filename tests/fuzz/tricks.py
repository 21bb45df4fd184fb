"""What is put into a root by somebody who wants it to break: values, bytes, names, links."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import reduce
from operator import getitem
from typing import Any

from hypothesis import strategies as st

from clausework.source.yaml import load
from tests.fuzz.trial import LOGO, WITH_LOGO, Deed, Folder, Link, Nothing, Pipe, Thing
from tests.fuzz.tricky_texts import values, words
from tests.support.roots import AUTHORITIES, ELM, OAK, POLICY, TERMS, VERSION

YAML = (OAK, VERSION, TERMS, POLICY, AUTHORITIES)


@st.composite
def written(draw: st.DrawFn, names: tuple[str, ...] = YAML) -> Deed:
    """A file in good YAML in which a value, a key or several of them are another."""
    name = draw(st.sampled_from(names))
    data = draw(changed(load(name, WITH_LOGO[name].encode())[1]))
    raw = draw(st.booleans())
    return name, _block(data, raw).encode("utf-8", "replace")


@st.composite
def changed(draw: st.DrawFn, data: Any) -> Any:
    """Lists, groups and values in which a value, a key or several of them are another."""
    data = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 2))):
        paths = list(_paths(data))
        # Most values are ids and the like, which do not get far.
        long = [one for one in paths if _is_long(reduce(getitem, one, data))]
        only_long = draw(st.booleans()) if long else False
        path = draw(st.sampled_from(long if only_long else paths))
        parent = reduce(getitem, path[:-1], data)
        match draw(st.sampled_from(("text", "text", "text", "value", "key", "gone", "more"))):
            case "text":
                parent[path[-1]] = draw(words())
            case "value":
                parent[path[-1]] = draw(values())
            case "key" if isinstance(parent, dict):
                parent[draw(words())] = parent.pop(path[-1])
            case "gone":
                del parent[path[-1]]
            case _ if isinstance(parent, list):
                parent.append(draw(values()))
            case _:
                parent[draw(words())] = draw(values())
        if not data:
            break
    return data


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and " " in value


def _paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in inner:
        yield (*path, key)
        if isinstance(value, (dict, list)):
            yield from _paths(value, (*path, key))


def _block(value: Any, raw: bool, margin: str = "") -> str:
    """A value as lines of YAML; `raw` writes signs as they are where another writes escapes."""
    if isinstance(value, dict) and value:
        lines = (
            f"{margin}{_scalar(key, raw)}:{_inner(one, raw, margin)}" for key, one in value.items()
        )
        return "".join(lines)
    if isinstance(value, list) and value:
        return "".join(f"{margin}-{_inner(one, raw, margin)}" for one in value)
    return f"{margin}{_scalar(value, raw)}\n"


def _inner(value: Any, raw: bool, margin: str) -> str:
    if isinstance(value, (dict, list)) and value:
        return f"\n{_block(value, raw, margin + '  ')}"
    return f" {_scalar(value, raw)}\n"


def _scalar(value: Any, raw: bool) -> str:
    if value is None:
        return "null"
    if not isinstance(value, str):
        return "{}" if isinstance(value, dict) else "[]"
    if value.isascii() and value.replace("-", "").replace("_", "").isalpha():
        return value
    return f'"{"".join(_sign(sign, raw) for sign in value)}"'


def _sign(sign: str, raw: bool) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if " " <= sign <= "~" or (raw and not "\ud800" <= sign <= "\udfff"):
        return sign
    return f"\\U{ord(sign):08x}" if sign > "\uffff" else f"\\u{ord(sign):04x}"


SPOILERS = (
    b"\0",
    b"\t",
    b"\r",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x92",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"&a ",
    b"*a ",
    b"<<: {}\n",
    b"<<: *a\n",
    b"!!python/object/apply:os.system [echo]",
    b"!!binary ",
    b"%YAML 9.9\n",
    b"---\n",
    b"...\n",
    b"[",
    b"{",
    b"}",
    b"? ",
    b"| ",
    b"'",
    b'"',
    b"\n",
    b"\n      ",
    b": ",
    b"# ",
    b"\xe2\x80\xae",
    b"\x1b[2J",
)
DEEP = (60, 3_000, 100_000)


@st.composite
def spoiled(draw: st.DrawFn) -> Deed:
    """A file of bytes that may be no YAML at all."""
    name = draw(st.sampled_from(YAML))
    data = WITH_LOGO[name].encode()
    match draw(st.sampled_from(("in", "in", "cut", "twice", "deep", "code", "ends", "any"))):
        case "in":
            at = draw(st.integers(0, len(data)))
            data = data[:at] + draw(st.sampled_from(SPOILERS)) + data[at:]
        case "cut":
            start, end = sorted(draw(st.tuples(*2 * [st.integers(0, len(data))])))
            data = data[:start] + data[end:]
        case "twice":
            start, end = sorted(draw(st.tuples(*2 * [st.integers(0, len(data))])))
            data = data[:end] + data[start:]
        case "deep":
            depth, way = draw(st.sampled_from(DEEP)), draw(st.sampled_from((b"[", b"{a: ", b"- ")))
            data += b"more: \n  " * (way == b"- ") + b"more: " * (way != b"- ") + way * depth
        case "code":
            data = data.decode().encode(draw(st.sampled_from(("utf-16", "utf-16-le", "utf-32"))))
        case "ends":
            data = data.replace(b"\n", draw(st.sampled_from((b"\r\n", b"\r", b"\n\n", b""))))
        case _:
            data = draw(st.binary(max_size=40))
    return name, data


NAMES = (
    "a\nb",
    "a\u202eb",
    "\x1b[31m",
    "\udcff\udcfe",
    "x" * 250,
    "con",
    " ",
    "-rf",
    "--root",
    "a b",
    "Oak",
    "<xss>",
    "'\"",
    "%s%n",
    "{{ school }}",
    "é",
    "e\u0301",
    ".hidden",
    "a.b",
    "_",
    "oak.yaml",
    "1.0",
    "*",
    "~",
    "\\",
    "$(echo)",
)
PLACES = (
    *YAML,
    ELM,
    LOGO,
    "schools",
    "schools/oak",
    "schools/elm",
    "policy",
    "policy/staff-conduct",
    "schools/oak/record",
    "schools/oak/record/staff-conduct",
    "schools/oak/record/staff-conduct/1.0.json",
    "schools/oak/record/staff-conduct/1.0.pdf",
)
TARGETS = (
    "../outside",
    "../../outside",
    "../../../outside",
    "../../../outside/school.yaml",
    "../../../outside/logo.svg",
    "../../../outside/version.yaml",
    "../outside/terms.yaml",
    ".",
    "..",
    "../..",
    "school.yaml",
    "/",
    "nowhere",
    "/dev/null",
)


def things() -> st.SearchStrategy[Thing]:
    """What may be at a path where something else is expected."""
    return st.one_of(
        st.just(Nothing()),
        st.just(Folder()),
        st.just(Pipe()),
        st.sampled_from(TARGETS).map(Link),
        st.sampled_from((b"", b"{}", b"[]", b"null\n", b"\0" * 9)),
        st.just(5_000_000).map(bytes),
    )


@st.composite
def placed(draw: st.DrawFn) -> Deed:
    """Something at a path of the root where another thing belongs, or under an odd name."""
    if draw(st.booleans()):
        return draw(st.sampled_from(PLACES)), draw(things())
    folder = draw(
        st.sampled_from(("schools", "schools/oak", "policy", "policy/staff-conduct", "."))
    )
    name, kind = draw(st.sampled_from(NAMES)), draw(st.sampled_from(("", ".yaml", "/school.yaml")))
    content = WITH_LOGO[ELM if kind == "/school.yaml" else VERSION].encode()
    return f"{folder}/{name}{kind}", draw(st.one_of(st.just(content), things()))


OUTPUTS = (
    "out",
    "out/sites",
    "out/sites/oak",
    "out/sites/oak/index.html",
    "out/sites/oak/documents",
    "out/sites/nobody",
    "out/hub",
    "out/manifest.json",
    "out/.manifest.json.new",
    "out/.staging",
    "out/.staging/sites",
    "out/.staging/sites/oak",
    "out/.staging/sites/oak.old",
    "out/reviews",
    "out/more",
)


@st.composite
def in_the_way(draw: st.DrawFn) -> Deed:
    """Something in the outputs where a build is to write. That `out` itself leads elsewhere is
    somebody's choice.
    """
    name = draw(st.sampled_from(OUTPUTS))
    inside = things().filter(lambda one: not isinstance(one, Link))
    return name, draw(inside if name == "out" else things())


JSON = st.recursive(
    st.sampled_from((b"null", b"true", b"0", b"-1", b"1e999", b'""', b'"x"', b'"\\ud800"')),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2).map(lambda parts: b"[" + b",".join(parts) + b"]"),
        st.tuples(
            st.sampled_from(
                ("files", "facts", "origins", "schools", "master", "hub", "listed", "out", "seen")
            ),
            inner,
        ).map(lambda pair: b'{"%s": %s}' % (pair[0].encode(), pair[1])),
    ),
    max_leaves=4,
)
