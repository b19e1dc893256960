// Turns the JSON reports of single transactions into one Markdown table.
"use strict";
const { readFileSync } = require("node:fs");

const reports = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
const row = (cells) => console.log(`| ${cells.join(" | ")} |`);
const median = (numbers) => [...numbers].sort((one, other) => one - other)[numbers.length >> 1];
const cell = (runs, name) => {
  const numbers = runs.map((run) => run[name]);
  return `**${median(numbers).toFixed(1)}** (${numbers.map((number) => number.toFixed(1)).join(", ")})`;
};

row(["measured", "samples", "final p50 ms: median (each round)", "p99 ms", "slowest ms", "accepted p50 ms"]);
row(Array(6).fill("---"));
for (const label of [...new Set(reports.map((report) => report.Label))]) {
  const runs = reports.filter((report) => report.Label === label);
  row([label, runs[0].Samples, ...["P50Ms", "P99Ms", "MaxMs", "AnswerP50Ms"].map((name) => cell(runs, name))]);
}
