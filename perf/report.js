// Turns the JSON reports of perf/Load into one Markdown table; the last column compares with anvil in the same run.
"use strict";
const { readFileSync } = require("node:fs");

const reports = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const labels = [...new Set(reports.map((report) => report.Label))];
const batches = [...new Set(reports.map((report) => report.Batch))];
const of = (label, batch) => reports.filter((report) => report.Label === label && report.Batch === batch);
const row = (cells) => console.log(`| ${cells.join(" | ")} |`);

row(["measured", "a request", "committed/s (each round)", "answer p50 / p99 ms", "finality p50 / p99 ms", "CPU us a transaction", "MB at most", "against anvil"]);
row(Array(8).fill("---"));
for (const label of labels) {
  for (const batch of batches) {
    const runs = of(label, batch);
    if (runs.length === 0) continue;
    const rate = mean(runs.map((run) => run.CommittedPerSecond));
    const base = mean(of("anvil", batch).map((run) => run.CommittedPerSecond));
    const names = runs[0].Processes.map((process) => process.Name);
    const used = (name, of) => mean(runs.map((run) => of(run.Processes.find((process) => process.Name === name), run)));
    row([
      label,
      batch,
      `**${rate.toFixed(0)}** (${runs.map((run) => run.CommittedPerSecond.toFixed(0)).join(", ")})`,
      `${mean(runs.map((run) => run.SubmitP50Ms)).toFixed(1)} / ${mean(runs.map((run) => run.SubmitP99Ms)).toFixed(1)}`,
      `${mean(runs.map((run) => run.FinalP50Ms)).toFixed(0)} / ${mean(runs.map((run) => run.FinalP99Ms)).toFixed(0)}`,
      names.map((name) => `${name} ${used(name, (process, run) => (process.CpuSeconds * 1e6) / run.Transactions).toFixed(0)}`).join(", "),
      names.map((name) => `${name} ${used(name, (process) => process.ResidentMaxMb).toFixed(0)}`).join(", "),
      `${(rate / base).toFixed(2)}x`,
    ]);
  }
}
