import {type Fixture} from "../../components/model/fixture.js";
import {compare, type Comparison} from "../../components/model/parity.js";
import {openBackend} from "../../components/training/backend.js";
import type {BackendName} from "../../components/training/protocol.js";

// Runs on a page that a test serves: what scripts/parity.ts does in Node, on a backend that Node lacks.

declare global {
   
  var compareOn: (backend: BackendName, fixture: Fixture) => Promise<Comparison[]>;
}

globalThis.compareOn = async (backend, fixture) => {
  await openBackend({only: backend});
  return compare(fixture);
};
