// Turns the JSON reports of perf/Load --calls into one Markdown table of medians; the last column compares with anvil, turn by turn.
"use strict";
const { readFileSync } = require("node:fs");

const reports = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const of = (label) => reports.filter((report) => report.Label === label);
const row = (cells) => console.log(`| ${cells.join(" | ")} |`);

row(["measured", "calls/s (each round)", "answer p50 / p99 ms", "CPU us a call", "calls/s against anvil (each round)"]);
row(Array(5).fill("---"));
for (const label of new Set(reports.map((report) => report.Label))) {
  const runs = of(label);
  const rates = runs.map((run) => run.CallsPerSecond);
  const ratios = rates.map((rate, i) => rate / of("anvil")[i].CallsPerSecond);
  const used = (name) => median(runs.map((run) => (run.Processes.find((process) => process.Name === name).CpuSeconds * 1e6) / run.Calls));
  row([
    label,
    `**${median(rates).toFixed(0)}** (${rates.map((rate) => rate.toFixed(0)).join(", ")})`,
    `${median(runs.map((run) => run.P50Ms)).toFixed(2)} / ${median(runs.map((run) => run.P99Ms)).toFixed(2)}`,
    runs[0].Processes.map((process) => `${process.Name} ${used(process.Name).toFixed(0)}`).join(", "),
    `**${median(ratios).toFixed(2)}x** (${ratios.map((ratio) => ratio.toFixed(2)).join(", ")})`,
  ]);
}
