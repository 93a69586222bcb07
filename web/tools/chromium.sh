#!/bin/sh
# Prints where Chromium is; installs Debian's first where there is none and we may.
set -eu
find_chromium() {
  if [ -n "${CHROMIUM:-}" ]; then echo "$CHROMIUM"; return; fi
  for name in chromium chromium-browser google-chrome; do
    if command -v "$name"; then return; fi
  done
  return 1
}
if find_chromium; then exit 0; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "no Chromium: install it (Debian: apt-get install chromium), or say where it is in CHROMIUM" >&2
  exit 1
fi
{ apt-get update && apt-get install -y --no-install-recommends chromium; } >&2
find_chromium
