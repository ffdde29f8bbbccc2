"""A server of its own with a province in it: people who can log in, a campaign that runs, and ids that lead somewhere."""

import http.cookiejar
import json
import pathlib
import subprocess
import tempfile
import urllib.error
import urllib.request

PASSWORD = "Liaoning-2021-ok"
# Requests come by the thousand from one address, and nobody has a telephone.
SETTINGS = """
[login]
second_factor = "off"
[limits]
requests_per_minute_per_address = 0
requests_per_minute_per_account = 0
"""


class Person:
    """Somebody at a browser."""

    def __init__(self, url):
        self.url = url
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def ask(self, method, path, body=None, kind="application/json"):
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Sec-Fetch-Site": "same-origin"}
        if data is not None:
            headers["Content-Type"] = kind
        request = urllib.request.Request(self.url + path, data=data, method=method, headers=headers)
        try:
            with self.opener.open(request, timeout=60) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{method} {path}: {error.code} {error.read().decode()}") from error

    def log_in(self, login, password):
        self.ask("POST", "/api/session", {"login": login, "password": password})
        return self

    def cookie(self):
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)


class House:
    def __init__(self, anxing, repository):
        self.folder = tempfile.TemporaryDirectory(prefix="anxing-contract-")
        data = pathlib.Path(self.folder.name)
        (data / "anxing.toml").write_text(SETTINGS)
        # What it says on standard error is shown: a panic there is the best explanation of a failure.
        self.server = subprocess.Popen(
            [anxing, "serve", "--data", str(data), "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE,
            env={"RUST_LOG": "error", "RUST_BACKTRACE": "0"},
            text=True,
        )
        try:
            self.fill(pathlib.Path(repository))
        except BaseException:
            self.close()
            raise

    def fill(self, repository):
        link = next(line.strip() for line in self.server.stdout if "/console/setup#" in line)
        self.url, token = link.split("/console/setup#")
        authority = {"key": "liaoning", "name": "辽宁省工业和信息化厅", "valid_from": "2000-01-01"}
        person = {"name": "系统管理员", "login": "admin", "password": PASSWORD}
        Person(self.url).ask("POST", "/api/setup", {"token": token, "authority": authority, "person": person})
        admin = self.admin = Person(self.url).log_in("admin", PASSWORD)
        units = (repository / "plans/liaoning-2021/units.csv").read_bytes()
        admin.ask("POST", "/api/units/import", units, "application/octet-stream")
        self.units = {unit["key"]: unit["id"] for unit in flat(admin.ask("GET", "/api/units/tree")["items"])}
        self.office = self.hire("office", "office", "liaoning")
        self.officer = self.hire("officer", "city_officer", "shenyang")
        # Whoever may manage people disables this one, resets the password and ends the posts.
        self.spare = self.hire("spare", "city_officer", "shenyang")
        plan = (repository / "plans/liaoning-2021/plan.yaml").read_text()
        fingerprint = self.office.ask("POST", "/api/plans", {"text": plan})["fingerprint"]
        self.campaign = self.office.ask("POST", "/api/campaigns", {"fingerprint": fingerprint})["id"]
        adoption = {"fingerprint": fingerprint, "parent": None}
        self.office.ask("POST", f"/api/campaigns/{self.campaign}/adopt", adoption)
        self.fingerprint = fingerprint

    def hire(self, login, role, unit):
        posts = [{"unit_id": self.units[unit], "role": role, "valid_from": "2021-01-01"}]
        made = self.admin.ask("POST", "/api/people", {"name": login, "login": login, "posts": posts})
        person = Person(self.url).log_in(login, made["one_time_password"])
        person.ask("PUT", "/api/me/password", {"current": made["one_time_password"], "new": PASSWORD})
        return person

    def known(self):
        """Ids that lead somewhere, by the first word of the path that they stand in."""
        officer, shenyang = self.officer, self.units["shenyang"]
        listed = officer.ask("GET", f"/api/obligations?campaign={self.campaign}&unit={shenyang}&limit=5")["items"]
        kinds = officer.ask("GET", f"/api/activities/kinds?campaign={self.campaign}")
        kinds = kinds if isinstance(kinds, list) else kinds["items"]
        about = {"campaign": self.campaign, "unit": shenyang}
        details = {"title": "活动", "day": "2021-06-10", "mode": "online"}
        activity = officer.ask("POST", "/api/activities", about | {"kind": kinds[0]["key"], "details": details})
        details = {"kind": "typical_case", "title": "案例"}
        exposure = officer.ask("POST", "/api/exposures", about | {"details": details})
        upload = f"/api/files?unit={shenyang}&kind=document&name=a.pdf"
        file = officer.ask("POST", upload, b"%PDF-1.4\n%%EOF\n", "application/octet-stream")
        me = self.spare.ask("GET", "/api/me")
        return {
            "obligations": [one["id"] for one in listed],
            "activities": [activity["id"]],
            "exposures": [exposure["id"]],
            "files": [file["id"]],
            "people": [me["person"]["id"]],
            "posts": [me["posts"][0]["id"]],
            "units": [self.units["shenyang"], self.units["dalian"]],
            "campaigns": [self.campaign],
            "plans": [self.fingerprint],
            "unit": [self.units["shenyang"], self.units["liaoning"]],
            "campaign": [self.campaign],
        }

    def close(self):
        self.server.terminate()
        self.server.wait(timeout=60)
        self.server.stdout.close()
        self.folder.cleanup()


def flat(units):
    for unit in units:
        yield unit
        yield from flat(unit.get("children") or [])
