// Compiles DemoToken.sol into DemoToken.json; compile.sh installs the compiler and runs this.
"use strict";
const { createHash } = require("node:crypto");
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const solc = require("solc");

const file = "DemoToken.sol";
const contract = "DemoToken";
const source = readFileSync(join(__dirname, file), "utf8");
const settings = {
  evmVersion: "cancun",
  optimizer: { enabled: true, runs: 200 },
  // Without a metadata hash the code depends on nothing but the source and these settings.
  metadata: { bytecodeHash: "none" },
};
const output = JSON.parse(solc.compile(JSON.stringify({
  language: "Solidity",
  sources: { [file]: { content: source } },
  settings: { ...settings, outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"] } } },
})));

const problems = (output.errors ?? []).map((problem) => problem.formattedMessage);
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}

const { abi, evm } = output.contracts[file][contract];
writeFileSync(join(__dirname, `${contract}.json`), JSON.stringify({
  contractName: contract,
  sourceName: file,
  sourceSha256: createHash("sha256").update(source).digest("hex"),
  compiler: solc.version(),
  settings,
  abi,
  bytecode: `0x${evm.bytecode.object}`,
  deployedBytecode: `0x${evm.deployedBytecode.object}`,
}, null, 2) + "\n");
