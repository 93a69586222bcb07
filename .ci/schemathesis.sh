#!/usr/bin/env bash
# Runs schemathesis, every check on, against a service on a store of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
export VEIVISER_ADMIN_KEY=a-key-for-schemathesis
target/release/veiviser serve --listen 127.0.0.1:0 --store "sqlite:$folder/store.db" --index "$folder/index" > "$folder/out" 2> "$folder/log" &
service=$!
trap 'kill $service; wait $service 2>/dev/null; rm -rf "$folder"' EXIT
for _ in $(seq 600); do grep -q http:// "$folder/out" && break; sleep 0.1; done
base=$(grep -o 'http://[0-9.:]*' "$folder/out")
target/schemathesis/bin/schemathesis --config-file schemathesis.toml run openapi.yaml --url "$base" --header "Authorization: Bearer $VEIVISER_ADMIN_KEY" --checks all --max-examples "${EXAMPLES:-30}" "$@"
