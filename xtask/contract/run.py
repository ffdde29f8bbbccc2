"""Tries every operation of the OpenAPI document against a live server, as several people: `run.py ANXING REPOSITORY SECONDS`."""

import json
import os
import pathlib
import subprocess
import sys

from house import House

HERE = pathlib.Path(__file__).parent
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "refusals_have_one_form",
    "successes_are_listed",
]
# They would log out the very session that tries everything else, or lock it with wrong codes and passwords; the stories
# of `org` are about them.
NOT_TRIED = ["session_close", "session_end", "session_end_others", "password_change", "second_factor_begin"]
# A stranger learns nothing from most operations, so few examples are enough.
EXAMPLES = {"office": 6, "officer": 6, "admin": 6, "stranger": 2}
SEED = "2021"


def tried(house, name, cookie, known, seconds):
    phases = "examples,fuzzing" if name == "stranger" else "examples,coverage,fuzzing,stateful"
    command = [
        str(pathlib.Path(sys.executable).parent / "st"), "run", f"{house.url}/api/openapi.json",
        "--checks", ",".join(CHECKS), "--phases", phases, "--max-examples", str(EXAMPLES[name]),
        "--seed", SEED, "--generation-deterministic", "--max-time", str(seconds),
        "--request-timeout", "30", "--no-shrink", "--continue-on-failure", "--suppress-health-check", "all",
        "--warnings", "off", "--no-color", "--header", "Sec-Fetch-Site: same-origin",
    ]
    if cookie:
        command += ["--header", f"Cookie: {cookie}"]
    for operation in NOT_TRIED:
        command += ["--exclude-operation-id", operation]
    environment = os.environ | {
        "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "ANXING_KNOWN_IDS": json.dumps(known),
    }
    print(f"\n== as {name}", flush=True)
    return subprocess.run(command, env=environment, cwd=house.folder.name).returncode


def main():
    anxing, repository, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    house = House(anxing, repository)
    try:
        known = house.known()
        # Whoever may manage people goes last: they find the others in lists and take their access away.
        people = {"stranger": None, "officer": house.officer, "office": house.office, "admin": house.admin}
        failed = []
        for name, person in people.items():
            cookie = person.cookie() if person else None
            if tried(house, name, cookie, known, seconds) != 0:
                failed.append(name)
            # Whoever was logged out meanwhile has tried nothing.
            if person and house.server.poll() is None:
                person.ask("GET", "/api/me")
        if house.server.poll() is not None:
            raise SystemExit(f"the server ended with {house.server.returncode}")
        if failed:
            raise SystemExit(f"the contract does not hold for {', '.join(failed)}")
    finally:
        house.close()


if __name__ == "__main__":
    main()
