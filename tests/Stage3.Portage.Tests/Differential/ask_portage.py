"""Answers questions, one JSON array a line, with Portage's own functions: one JSON value a line."""
import json
import sys

sys.path.insert(0, sys.argv[1] + "/lib")
from portage.dep import Atom, match_from_list, use_reduce  # noqa: E402
from portage.exception import InvalidAtom, InvalidDependString  # noqa: E402
from portage.versions import vercmp  # noqa: E402


def atom(text):
    try:
        one = Atom(text, allow_repo=True, allow_build_id=False)
    except InvalidAtom:
        return None
    use = sorted(one.use.tokens) if one.use else []
    return [one.cp, one.operator, one.version, one.slot, one.sub_slot, one.slot_operator, one.repo, use]


def reduce(text, use, eapi):
    try:
        tree = use_reduce(text, uselist=use, eapi=eapi, token_class=Atom)
    except InvalidDependString:
        return None
    def plain(node):
        return [plain(part) for part in node] if isinstance(node, list) else str(node)
    return plain(tree)


def match(text, packages):
    return [str(package) for package in match_from_list(Atom(text), packages)]


ANSWERS = {"vercmp": lambda a, b: vercmp(a, b), "atom": atom, "reduce": reduce, "match": match}
for line in sys.stdin:
    name, *arguments = json.loads(line)
    print(json.dumps(ANSWERS[name](*arguments)))
