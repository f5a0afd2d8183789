import {describe, expect, test} from "vitest";
import {withoutNormFacts} from "../../components/labs/withoutNormFacts.js";
import {labRecording} from "../../data/labRecording.js";

// What the chapter "The residual block" says of networks without normalization.

const recording = labRecording("withoutNorm");
const {learned, diverged} = withoutNormFacts(recording);
const rates = [0.005, 0.05];

describe("without normalization", () => {
  test("residual-56 diverges with all five seeds at both rates, and nothing else does at the lower one", () => {
    for (const rate of rates) expect(diverged("cifar-resnet-56", rate)).toBe("5\u00a0of\u00a05");
    for (const net of ["cifar-plain-20", "cifar-resnet-20", "cifar-plain-56"])
      expect(diverged(net, 0.005)).toBe("0\u00a0of\u00a05");
  });

  test("plain-56 stays at chance at both rates", () => {
    const deep = recording.curves.filter(({spec}) => spec.network.name === "cifar-plain-56");
    expect(deep).toHaveLength(2);
    for (const {ends} of deep) for (const {test} of ends) expect(test).toBeCloseTo(0.9, 2);
  });

  test("some seeds of 20 layers learn at the lower rate, and most do not", () => {
    expect(learned("cifar-resnet-20", 0.005)).toBe("2\u00a0of\u00a05");
    expect(learned("cifar-plain-20", 0.005)).toBe("1\u00a0of\u00a05");
    expect(diverged("cifar-resnet-20", 0.05)).toBe("2\u00a0of\u00a05");
  });

  test("what is not recorded is said", () => {
    expect(() => learned("cifar-resnet-20", 0.1)).toThrow("no recording of cifar-resnet-20 at 0.1");
  });
});
