import {readFileSync} from "node:fs";

/** Returns the bytes of a file of weights that tests/fixtures/weights/make.py wrote. */
export function fixture(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(`tests/fixtures/weights/${name}`));
}
