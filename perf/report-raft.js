// Turns the JSON reports of a comparison with etcd into one Markdown table; the last column compares with etcd's puts in the same run.
"use strict";
const { readFileSync } = require("node:fs");

const reports = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8"))).map(normal);
const base = median(reports.filter((report) => report.isEtcd).map((report) => report.rate));
const row = (cells) => console.log(`| ${cells.join(" | ")} |`);

// Puts, committed transfers and ordered entries have their numbers under different names.
function normal(report) {
  const isEtcd = report.Puts !== undefined;
  const isOrdering = report.Entries !== undefined;
  const count = report.Puts ?? report.Entries ?? report.Transactions;
  const generator = report.GeneratorCpuSeconds === undefined ? [] : [{ Name: "generator", CpuSeconds: report.GeneratorCpuSeconds }];
  return {
    label: report.Label,
    isEtcd,
    rate: report.PutsPerSecond ?? report.EntriesPerSecond ?? report.CommittedPerSecond,
    p50: isEtcd || isOrdering ? report.P50Ms : report.FinalP50Ms,
    p99: isEtcd || isOrdering ? report.P99Ms : report.FinalP99Ms,
    uses: [...report.Processes, ...generator].map(({ Name, CpuSeconds }) => [Name, (CpuSeconds * 1e6) / count]),
  };
}

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

row(["measured", "a second: median (each round)", "final p50 / p99 ms", "CPU us each", "against etcd"]);
row(Array(5).fill("---"));
for (const label of [...new Set(reports.map((report) => report.label))]) {
  const runs = reports.filter((report) => report.label === label);
  const rate = median(runs.map((run) => run.rate));
  const used = runs[0].uses.map(([name], i) => `${name} ${median(runs.map((run) => run.uses[i][1])).toFixed(0)}`);
  row([
    label,
    `**${rate.toFixed(0)}** (${runs.map((run) => run.rate.toFixed(0)).join(", ")})`,
    `${median(runs.map((run) => run.p50)).toFixed(1)} / ${median(runs.map((run) => run.p99)).toFixed(1)}`,
    used.join(", "),
    `${(rate / base).toFixed(2)}x`,
  ]);
}
