#!/usr/bin/env bash
# Compiles DemoToken.sol with the published compiler and rewrites DemoToken.json; needs npm.
# The result is the same on every machine: compare it with `git diff`.
set -euo pipefail
readonly SOLC_VERSION=0.8.28
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" "solc@$SOLC_VERSION"
NODE_PATH="$work/node_modules" node "$here/compile.js"
