"""A login with a hardware token, tested from Python with its standard library.

Start a server, then run pytest (or: python3 -m unittest test_token_login):

    foblab serve --http --port 8080 &
    FOBLAB_URL=http://127.0.0.1:8080 pytest test_token_login.py

Each test has a lab: a bench of its own, in memory, which ends by itself.
"""

import json
import os
import unittest
import urllib.error
import urllib.request

SERVER = os.environ.get("FOBLAB_URL", "http://127.0.0.1:8080")
MODEL = "onespan/digipass-go7"


class Refused(Exception):
    """A problem document (RFC 9457)."""

    def __init__(self, problem):
        super().__init__(problem["detail"])
        self.code = problem["code"]


def ask(method, url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise Refused(json.load(error)) from None


class TokenLogin(unittest.TestCase):
    def setUp(self):
        self.lab = ask("POST", f"{SERVER}/v1/labs", {"seed": "7"})["url"]
        self.serial = ask("POST", f"{self.lab}/v1/fobs", {"model": MODEL, "driftPpm": 20})["serial"]
        ask("POST", f"{self.lab}/v1/credentials", {"fob": self.serial})

    def tearDown(self):
        ask("DELETE", self.lab)

    def code(self):
        return ask("POST", f"{self.lab}/v1/fobs/{self.serial}/code", {})["code"]

    def verify(self, code):
        url = f"{self.lab}/v1/credentials/{self.serial}/verify"
        return ask("POST", url, {"otp": code})["outcome"]

    def test_a_code_is_accepted_once(self):
        code = self.code()
        self.assertEqual(self.verify(code), "accepted")
        self.assertEqual(self.verify(code), "replayed")

    def test_a_year_in_a_drawer(self):
        ask("POST", f"{self.lab}/v1/time/advance", {"by": "365d"})
        # 20 ppm are ten minutes a year: too far for one code, near enough to synchronize by two.
        self.assertNotEqual(self.verify(self.code()), "accepted")

    def test_an_unknown_fob(self):
        with self.assertRaises(Refused) as refused:
            ask("POST", f"{self.lab}/v1/fobs/0000000000/press", {})
        self.assertEqual(refused.exception.code, "not-found")


if __name__ == "__main__":
    unittest.main()
