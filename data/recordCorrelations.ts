import {recordAnalysis, rounded} from "./recordAnalysis.js";

// npm run record:correlations. Measures how alike the gradients of the networks in data/specs/labs/correlations.json are
// at two inputs.

await recordAnalysis({
  specs: "data/specs/labs/correlations.json",
  out: "data/runs/labs/correlations.json",
  request: (spec) => ({analysis: "gradientCorrelations", spec}),
  kept: ({distance, correlation}) => ({distance, correlation: rounded(correlation)})
});
