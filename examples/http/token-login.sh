#!/bin/sh
# A login with a hardware token, with curl.
#
#     foblab serve --http --port 8080 &
#     sh token-login.sh http://127.0.0.1:8080
set -eu
server=${1:-http://127.0.0.1:8080}

# A readiness probe, as a CI job has one.
for _ in $(seq 50); do
  curl -fs "$server/readyz" >/dev/null && break
  sleep 0.1
done

post() { curl -fsS -X POST -H 'content-type: application/json' -d "$2" "$1"; }
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

# A bench of its own, in memory, which ends by itself.
lab=$(post "$server/v1/labs" '{"seed":"7"}' | field url)
serial=$(post "$lab/v1/fobs" '{"model":"onespan/digipass-go7"}' | field serial)
post "$lab/v1/credentials" "{\"fob\":\"$serial\"}" >/dev/null
code=$(post "$lab/v1/fobs/$serial/code" '{}' | field code)

test "$(post "$lab/v1/credentials/$serial/verify" "{\"otp\":\"$code\"}" | field outcome)" = accepted
test "$(post "$lab/v1/credentials/$serial/verify" "{\"otp\":\"$code\"}" | field outcome)" = replayed
echo 'accepted once'
