import v8 from "node:v8";
import {afterAll, beforeAll} from "vitest";
import {bestBuild} from "../../../components/plan/machines/wasm/bestBuild.js";

/** Lets the tests around it compile relaxed SIMD, which Node 20 has behind a flag, and later ones have anyway. */
export function withRelaxedSimd(): void {
  const flagged = bestBuild() === "exact";
  beforeAll(() => {
    if (flagged) v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
  });
  afterAll(() => {
    if (flagged) v8.setFlagsFromString("--no-experimental-wasm-relaxed-simd");
  });
}
