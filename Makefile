.DEFAULT_GOAL := help
.PHONY: help build test simulate faults conformance bench fuzz format run cluster ci clean

# The conformance data stands beside the repository; docs/conformance.md says what is in it.
CONFORMANCE_DATA ?= $(or $(LEDGER_TESTDATA),../shared/testdata)/evm
CONFORMANCE_SETS ?= statetests/cancun.tar.gz statetests/eest.tar.gz statetests/oldforks.tar.gz bench precompiles vectors

# What make simulate is told: make simulate SEEDS=100 SEED_BASE=7 NODES=4 (docs/simulation.md says what there is).
SIMULATION = $(if $(SEEDS),--seeds $(SEEDS)) $(if $(SEED_BASE),--seed-base $(SEED_BASE)) $(if $(SECONDS),--seconds $(SECONDS)) \
	$(if $(ALGORITHM),--algorithm $(ALGORITHM)) $(if $(NODES),--nodes $(NODES)) $(if $(WINDOW),--window $(WINDOW)) \
	$(if $(FAULTS),--faults $(FAULTS)) $(if $(ROLE),--role $(ROLE)) $(if $(GOVERNS),--governs $(GOVERNS)) $(if $(MENDS_CLOCKS),--mends-clocks $(MENDS_CLOCKS)) \
	$(if $(SNAPSHOTS),--snapshots $(SNAPSHOTS)) $(if $(BUG),--bug $(BUG)) $(if $(EXPLAIN),--explain)

help:            ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 16

build:           ## build everything in Release, warnings are errors
	dotnet build Ledger.sln -c Release

test:            ## every test; the last line is "N passed, N failed"
	./ledger test

simulate:        ## whole clusters, each from a seed, under faults; the last line is "N passed, M failed"
	@dotnet build tests/Simulation -c Release -v quiet --nologo
	@artifacts/bin/Ledger.Simulation/release/Ledger.Simulation simulate $(SIMULATION)

faults:          ## the fault scenarios at length, for hours (LEDGER_FAULT_PERCENT=10 for a tenth); ends like test
	./ledger faults

conformance:     ## every EVM conformance case; the last line is "N passed, M failed[, K skipped]"
	dotnet run -c Release --project tests/EvmConformance -- $(addprefix $(CONFORMANCE_DATA)/,$(CONFORMANCE_SETS)) --by-folder

bench:           ## the load generator against our four-node chain
	./ledger bench

fuzz:            ## a million random programs, each run with and without a tracer
	dotnet build tests/Evm.Tests -c Release
	LEDGER_FUZZ_PROGRAMS=1000000 artifacts/bin/Ledger.Evm.Tests/release/Ledger.Evm.Tests --filter-class "*TracingFuzzTests*"

format:          ## apply the code style
	dotnet format Ledger.sln

run:             ## one node
	./ledger up --nodes 1 --dir artifacts/single

cluster:         ## four nodes, then the demo
	./ledger up && ./ledger demo

ci:              ## what the gate runs
	./ledger test

clean:           ## remove everything that was built
	rm -rf artifacts
