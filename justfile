# The one door to everything that is done to this repository. `just` lists what there is.
# Needed: bash, Rust (see rust-version in Cargo.toml) and Node.js 20.19 or newer. Without just: `npx --yes rust-just test`.

set shell := ["bash", "-euo", "pipefail", "-c"]

just := quote(just_executable()) + " --justfile " + quote(justfile())
target := env("CARGO_TARGET_DIR", justfile_directory() / "target")
host := `rustc -vV | sed -n 's/^host: //p'`
under_test := "DSFORGE_BIN=" + quote(target / "debug/dsforge") + " FAKE_OLLAMA_BIN=" + quote(target / "debug/examples/fake_ollama")

_list:
    @{{ just }} --list --unsorted

# Install what the page is built with, if that has changed
setup:
    @cd ui && [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund

# Start the server with demo models and the page with hot reload, on data of their own
dev: setup
    #!/usr/bin/env bash
    set -euo pipefail
    trap 'kill 0' EXIT
    CORS_ORIGINS=http://127.0.0.1:5173 cargo run -- serve --demo --no-open --port 7412 \
        --data-dir {{ target }}/dev --secret-file {{ target }}/dev-secret.json &
    cd ui && DSFORGE_URL=http://127.0.0.1:7412 npm run dev -- --port 5173 --strictPort

# Build the page
ui: setup
    @cd ui && npm run --silent build

# Build the program for working on it, with the page in it
build: setup _programs

# Write what is generated: the OpenAPI document and the page's types
spec: setup _programs
    {{ target }}/debug/dsforge openapi --out openapi/dsforge.json
    cd ui && npm run --silent gen-api

# Everything that reads the code without running it
lint: _format _lints _types

# What has to pass before anything is merged: says at each step what it does, and stops at the first failure
test:
    #!/usr/bin/env bash
    set -euo pipefail
    step() {
        printf '\n── %s\n' "$1"
        local since=$SECONDS
        if ! {{ just }} "$2"; then
            printf '\n✗ %s failed. Again, alone: just %s\n' "$1" "$2" >&2
            exit 1
        fi
        printf '✓ %s, %s s\n' "$1" "$((SECONDS - since))"
    }
    step 'format' _format
    step 'hosted workflows' workflows
    step 'page build' ui
    step 'lints' _lints
    step 'types' _types
    step 'dependencies' _dependencies
    step 'page tests' _page-tests
    step 'generated files are fresh' _fresh
    step 'bundle budget' _budget
    step 'Rust tests' _rust-tests
    step 'browser test' e2e
    printf '\nAll is well, after %s s.\n' "$SECONDS"

# Drive the real program in a browser through the whole main job
e2e: build _chromium
    @cd ui && {{ under_test }} node --test --test-reporter=spec --test-concurrency=1 e2e/*.e2e.mjs

# Take the pictures of the README anew
pictures: build _chromium
    @cd ui && {{ under_test }} node scripts/pictures.mjs

# Read what dsforge writes with the loaders of the trainers (mlx-lm, TRL, axolotl, LLaMA-Factory …); needs PyPI and about 10 GB
trainers *only: _programs
    trainers/run.sh {{ target }}/debug/dsforge {{ target }}/trainers {{ only }}

# Check what we depend on: bans, licences and sources, and advisories where there is a network
deny:
    @cargo deny --version >/dev/null 2>&1 || { echo 'cargo-deny is not installed: cargo install --locked cargo-deny' >&2; exit 1; }
    cargo deny check

# Try for as long as it takes to be sure what `just test` tries for a moment: kills, losses of power, damage, crowds
torture:
    DSFORGE_TORTURE="${DSFORGE_TORTURE:-1}" cargo test --locked --lib --test it -- --nocapture \
        store::tests::faults vault::killed vault::crowd vault::damaged examples::writers process::plug runs::killed

# Ask the real program some twenty thousand questions made from its own document, and compare the answers with it
fuzz-api cases="400": _programs
    #!/usr/bin/env bash
    set -euo pipefail
    venv={{ target }}/schemathesis
    [ -x "$venv/bin/st" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet 'schemathesis==4.32.*'; }
    rules=$PWD/openapi/schemathesis.toml
    data=$(mktemp -d)
    trap 'kill "$models" "$server" 2>/dev/null || true; rm -rf "$data"' EXIT
    cd "$data"
    {{ target }}/debug/examples/fake_ollama --port 0 >models & models=$!
    until [ -s models ]; do sleep 0.1; done
    export OLLAMA_HOST=$(cat models) SESSION_TIMEOUT=600 DSFORGE_DATA_DIR=$data DSFORGE_SECRET_FILE=$data/secret.json
    {{ target }}/debug/dsforge user add ada --password-stdin <<<'correct horse battery' >code
    {{ target }}/debug/dsforge serve --port 0 --no-open --demo >ready 2>said & server=$!
    until [ -s ready ]; do sleep 0.1; done
    url=$(sed 's/.* //' ready)
    token=$(curl -sf -X POST -u 'ada:correct horse battery' "$url/api/login" | sed 's/.*"token":"\([^"]*\)".*/\1/')
    "$venv/bin/st" --config-file "$rules" run "$url/api/openapi.json" --max-examples {{ cases }} --workers 2 \
        --continue-on-failure --header "Authorization: Bearer $token"
    ! grep -i panic said

# Look for calls in ten million texts made from those of models
fuzz-tool-calls texts="10000000":
    CARGO_PROFILE_DEV_OPT_LEVEL=2 DSFORGE_FUZZ={{ texts }} cargo test --locked --lib -- --nocapture tool_calls::fuzz

# Compare chat templates with what Python makes of them: DSFORGE_TEMPLATES=DIR, laid out as tests/fixtures/chat_templates
chat-templates:
    cargo test --locked --lib -- --nocapture templates_are_rendered_as_python_renders_them

# Ask the registry for known holes in what the page ships
audit: setup
    cd ui && npm audit --omit=dev

# Read the hosted workflows as GitHub would
workflows: setup
    @cd ui && node scripts/workflows.mjs

# Generate a client in each of three languages, and do the main job with it; needs Python too
clients: build
    @{{ under_test }} clients/run

# Measure what the README promises: time to the ready line, idle memory, sizes, what the vault costs, and how fast files come in
bench: static
    #!/usr/bin/env bash
    set -euo pipefail
    data=$(mktemp -d)
    program={{ target }}/{{ host }}/release/dsforge
    start() {
        local since=$(date +%s%N)
        coproc "$program" serve --port 0 --no-open --demo --data-dir "$data" --secret-file "$data/secret.json" 2>/dev/null
        server=$COPROC_PID
        read -r ready <&"${COPROC[0]}"
        took=$((($(date +%s%N) - since) / 1000000))
    }
    stop() { kill "$server" && wait "$server" || true; }
    trap 'stop; rm -rf "$data"' EXIT
    start
    stop
    for round in 1 2 3 4 5; do
        start
        sleep 1
        printf '%s: %s ms, %s KiB idle\n' "$ready" "$took" "$(ps -o rss= -p "$server")"
        stop
    done
    trap 'rm -rf "$data"' EXIT
    printf 'program: %s bytes\n' "$(wc -c <"$program")"
    cargo bench --locked --bench vault
    cargo bench --locked --bench generation
    cargo bench --locked --bench import
    cd ui && npm run --silent size

# Build the program as it is shipped: one file, on Linux without any library of the system
static: setup
    RUSTFLAGS='{{ if os() == "macos" { "" } else { "-C target-feature=+crt-static" } }}' \
        cargo build --release --locked --bin dsforge --target {{ host }}

# Pack the program for a release, to be signed by `just release`
package: static
    #!/usr/bin/env bash
    set -euo pipefail
    [ -s keys/release.pub ] || { echo 'keys/release.pub is missing, so this program could not update itself: see keys/README.md' >&2; exit 1; }
    version=$(cargo pkgid --locked | sed 's/.*[#@]//')
    mkdir -p {{ target }}/package
    tar -czf {{ target }}/package/dsforge-$version-{{ host }}.tar.gz -C {{ target }}/{{ host }}/release dsforge{{ if os() == "windows" { ".exe" } else { "" } }}
    ls -l {{ target }}/package

# Sign what was packed with the key in the file RELEASE_KEY; add checksums, what has changed, and what is inside
release:
    #!/usr/bin/env bash
    set -euo pipefail
    : "${RELEASE_KEY:?names the file with the private key: see keys/README.md}"
    version=$(cargo pkgid --locked | sed 's/.*[#@]//')
    cargo build --locked --example sign_release
    cd {{ target }}/package
    {{ target }}/debug/examples/sign_release "$RELEASE_KEY" dsforge-"$version"-*.tar.gz
    sed -n "/^## $version\b/,/^## /{/^## /!p;}" {{ justfile_directory() }}/CHANGELOG.md > CHANGES.md
    [ -s CHANGES.md ] || { echo "CHANGELOG.md has no section on $version" >&2; exit 1; }
    node {{ justfile_directory() }}/.ci/contents.mjs > dsforge-"$version".cdx.json
    sha256sum dsforge-* > SHA256SUMS

# Remove everything that was built or installed here
clean:
    cargo clean
    rm -rf ui/dist ui/node_modules

# One set of targets for every build, so that nothing is compiled a second time for a different set of features.
_programs:
    @cargo build --locked --bins --examples

_format: setup
    cargo fmt --check
    cargo fmt --check --manifest-path clients/rust/Cargo.toml
    cd ui && npx biome format

_lints: setup
    cargo clippy --locked --all-targets -- -D warnings
    RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps --lib --document-private-items
    cd ui && npm run --silent lint

# Where cargo-deny is not installed, the hosted checks do this: building it takes longer than all the tests.
_dependencies:
    @if cargo deny --version >/dev/null 2>&1; then cargo deny --offline check bans licenses sources; else echo 'cargo-deny is not installed: left to the hosted checks'; fi

_types: setup
    cd ui && npm run --silent types

_page-tests: setup
    cd ui && npm run --silent test

_fresh: setup _programs
    {{ target }}/debug/dsforge openapi | cmp - openapi/dsforge.json || { echo 'openapi/dsforge.json is out of date: run just spec and commit it' >&2; exit 1; }
    cd ui && npm run --silent gen-api -- --check

_budget:
    cd ui && npm run --silent size

_rust-tests:
    @if cargo nextest --version >/dev/null 2>&1; then cargo nextest run --locked; else cargo test --locked --lib --bins --tests; fi

_chromium:
    #!/usr/bin/env bash
    set -euo pipefail
    if [ -n "${CHROMIUM_BIN:-}" ]; then exit 0; fi
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name" >/dev/null; then exit 0; fi
    done
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
    else
        echo 'The browser test needs Chromium. On Debian: sudo apt-get install chromium. Elsewhere, set CHROMIUM_BIN.' >&2
        exit 1
    fi
