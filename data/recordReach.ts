import {recordAnalysis, rounded} from "./recordAnalysis.js";

// npm run record:reach. Measures how far the first gradient of the networks in data/specs/labs/reach.json can be trusted.

await recordAnalysis({
  specs: "data/specs/labs/reach.json",
  out: "data/runs/labs/reach.json",
  request: (spec) => ({analysis: "gradientReach", spec, directions: 2}),
  kept: (row) => ({...row, cosine: rounded(row.cosine)})
});
