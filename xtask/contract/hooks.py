"""What the tool that tries the contract has to know about this API: which ids lead somewhere, and how a refusal looks."""

import json
import os
import random

import schemathesis
from schemathesis.transport.serialization import serialize_binary

KNOWN = json.loads(os.environ["ANXING_KNOWN_IDS"])
# A random id nearly always names nothing, and then only the refusal is tried.
KNOWN_SHARE = 0.7
# The same choices in every run.
CHOICES = random.Random(2021)


def known(path, name):
    word = path.split("/")[2] if name == "id" else name
    return KNOWN.get(word)


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    for name in path_parameters or {}:
        ids = known(context.operation.path, name)
        if ids and CHOICES.random() < KNOWN_SHARE:
            path_parameters[name] = CHOICES.choice(ids)
    return path_parameters


@schemathesis.hook
def map_query(context, query):
    for name in ("unit", "campaign"):
        if query and name in query and CHOICES.random() < KNOWN_SHARE:
            query[name] = CHOICES.choice(KNOWN[name])
    return query


@schemathesis.serializer("application/offset+octet-stream")
def piece(context, value):
    """A piece of a file, as tus calls it: bytes like those of the upload that comes at once."""
    return {"data": serialize_binary(value)}


@schemathesis.check
def refusals_have_one_form(context, response, case):
    """The document says `default: problem` for every failure, which allows any status; these are the ones there are."""
    status = response.status_code
    if status < 400 or case.operation.method.lower() == "head":
        return
    assert status in (400, 401, 403, 404, 405, 409, 412, 416, 422, 429, 431, 503), f"no status of ours: {status}"
    if status in (416, 431):
        return
    kind = response.headers.get("content-type", [""])[0]
    assert kind == "application/problem+json", f"{status} as {kind!r}"
    problem = json.loads(response.content)
    assert problem["status"] == status, problem
    assert problem["type"].startswith("urn:anxing:problem:"), problem
    assert any("\u4e00" <= letter <= "\u9fff" for letter in problem["title"]), f"no Chinese: {problem}"


@schemathesis.check
def successes_are_listed(context, response, case):
    """Every success has to be named with its status: `default` is for failures."""
    # What tus can do here is asked with OPTIONS, which no operation is; the tool sends it in the name of another one.
    if case.method.upper() == "OPTIONS":
        return
    status = str(response.status_code)
    if response.status_code < 400:
        listed = case.operation.definition.raw["responses"]
        assert status in listed, f"{status} is not among {sorted(listed)}"
