.DEFAULT_GOAL := help
.PHONY: help build test bench format run cluster ci clean

help:            ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 12

build:           ## build everything in Release, warnings are errors
	dotnet build Ledger.sln -c Release

test:            ## every test; the last line is "N passed, N failed"
	./ledger test

bench:           ## the load generator against our four-node chain
	./ledger bench

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
