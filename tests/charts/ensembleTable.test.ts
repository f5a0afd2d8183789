// @vitest-environment jsdom
import {expect, test} from "vitest";
import {ensembleLead, type EnsembleRecording, ensembleTable} from "../../components/charts/ensembleTable.js";

const row = (name: string, multiplyAdds: number, test: readonly number[]) => ({
  ...{name, multiplyAdds},
  ends: test.map((error, i) => ({seed: i + 1, training: error / 2, test: error}))
});

const recording: EnsembleRecording = {
  rows: {
    alone: row("one residual-20", 1000, [0.2, 0.22]),
    together: row("3 residual-20", 3000, [0.1, 0.12]),
    deep: row("one residual-56", 2900, [0.15, 0.19])
  },
  images: 2000,
  caption: "recorded"
};

test("ensembleTable() has a row of what each costs, and of its errors with their range", () => {
  const rows = [...ensembleTable(recording).querySelectorAll("tbody tr")].map((row) =>
    [...row.children].map((cell) => cell.textContent!.replace(/\s+/g, " ").trim())
  );
  expect(rows).toEqual([
    ["one residual-20", "1,000", "10.5 (10.0–11.0)", "21.0 (20.0–22.0)"],
    ["3 residual-20", "3,000", "5.5 (5.0–6.0)", "11.0 (10.0–12.0)"],
    ["one residual-56", "2,900", "8.5 (7.5–9.5)", "17.0 (15.0–19.0)"]
  ]);
});

test("ensembleLead() is the paired difference between the deep network and the ensemble", () => {
  expect(ensembleLead(recording, "test")).toMatch(/^6\.0 points \(95\u00a0% interval −6\.7 to 18\.7\)$/);
});
