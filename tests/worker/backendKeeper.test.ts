import {describe, expect, test} from "vitest";
import type {BackendFailure, BackendName} from "../../components/experiment/backend.js";
import type {OpenBackend} from "../../components/worker/backend.js";
import {createBackendKeeper} from "../../components/worker/backendKeeper.js";

/** A keeper on a computer where each opening finds the next of these; and how many there were. */
function keeperOf(...found: {backend: BackendName; failures: BackendFailure[]}[]) {
  let opened = 0;
  const openFirst = async (): Promise<OpenBackend> => ({
    ...{device: "a device", reference: async () => {}, lost: new Promise<never>(() => {}), lose() {}},
    ...found[Math.min(opened++, found.length - 1)]
  });
  return {keeper: createBackendKeeper({emit() {}, openFirst}), opened: () => opened};
}

const refused: BackendFailure = {backend: "webgpu", reason: "this browser has no WebGPU"};
const lost: BackendFailure = {backend: "webgpu", reason: "a part did not come", lostDownload: true};

describe("createBackendKeeper().open()", () => {
  test("opens a backend once, where no other can be had", async () => {
    const {keeper, opened} = keeperOf({backend: "wasm", failures: [refused]});
    await keeper.open();
    await keeper.open();
    expect(opened()).toBe(1);
  });

  test("tries a backend again whose download was lost, until it has come", async () => {
    const {keeper, opened} = keeperOf(
      {backend: "webgl", failures: [lost]},
      {backend: "webgl", failures: [lost]},
      {backend: "webgpu", failures: []}
    );
    const names = [];
    for (let i = 0; i < 4; ++i) names.push((await keeper.open()).backend);
    expect(names).toEqual(["webgl", "webgl", "webgpu", "webgpu"]);
    expect(opened()).toBe(3);
  });
});
