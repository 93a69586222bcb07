# Everything that a newcomer, an operator or CI runs. `make help` lists it.
SHELL := /bin/bash
CARGO ?= cargo
BIN := target/release/veiviser

WEB := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -path 'web/tests/*' 2>/dev/null)

.PHONY: help run web build test check openapi bench pictures schemathesis

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: build ## builds, imports the catalogue that ships, serves it
	@mkdir -p state index
	$(BIN) serve

web: web/dist/manifest.json ## the scripts and styles of the pages, which the binary carries

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/manifest.json: web/node_modules/.package-lock.json $(WEB)
	cd web && npm run build
	@touch $@

build: web ## everything, release
	$(CARGO) build --release --locked

test: web ## the tests, on the real service and the catalogue that ships
	$(CARGO) test --locked --no-run
	target/debug/veiviser check data
	$(CARGO) test --locked
	# A browser on a busy machine gets a second chance; what is wrong fails twice.
	cd web && export CHROMIUM=$$(tools/chromium.sh | tail -1) VEIVISER_BIN=$(CURDIR)/target/debug/veiviser && (npm test || npm test)

check: web ## format, lints, types, documentation, unused dependencies, licences
	cd web && npm run check
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps --quiet
	@command -v cargo-machete >/dev/null || $(CARGO) install --locked --quiet cargo-machete
	$(CARGO) machete
	python3 .ci/licences.py

openapi: web ## writes openapi.yaml from the code
	$(CARGO) run --locked --quiet -- openapi > openapi.yaml

bench: build ## what we promise about speed, measured: inside the service, and as a whole over HTTP
	$(CARGO) bench --locked --bench inside
	python3 benches/measure.py
	cd web && CHROMIUM=$$(tools/chromium.sh | tail -1) VEIVISER_BIN=$(CURDIR)/target/release/veiviser npm run bench

pictures: build ## pictures of every face, into docs/pictures
	cd web && CHROMIUM=$$(tools/chromium.sh | tail -1) VEIVISER_BIN=$(CURDIR)/target/release/veiviser npm run pictures

schemathesis: build ## the API against its own description
	python3 -m venv target/schemathesis
	target/schemathesis/bin/pip install --quiet schemathesis
	.ci/schemathesis.sh
