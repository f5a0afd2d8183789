import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {afterAll, afterEach, describe, expect, test, vi} from "vitest";
import {cifar10FromEnvironment} from "../../components/dataset/nodeCifar.js";
import {gzip, publishedLayout, tar} from "./cifarFiles.js";

const folder = mkdtempSync(join(tmpdir(), "cifar-"));

afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, {recursive: true}));

describe("cifar10FromEnvironment()", () => {
  test("reads the archive that CIFAR10 names", async () => {
    const path = join(folder, "any.tar.gz");
    writeFileSync(path, gzip(tar(publishedLayout())));
    vi.stubEnv("CIFAR10", path);
    const {train, test} = await cifar10FromEnvironment();
    expect([...train.labels]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...test.labels]).toEqual([9, 3]);
  });

  test("reads the batches in the folder that CIFAR10 names, and passes over other files", async () => {
    const path = join(folder, "cifar-10-batches-bin");
    mkdirSync(path);
    for (const [name, bytes] of Object.entries(publishedLayout()))
      writeFileSync(join(path, basename(name)), bytes);
    writeFileSync(join(path, "empty.txt"), "");
    vi.stubEnv("CIFAR10", path);
    const {train, test} = await cifar10FromEnvironment();
    expect([...train.labels]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...test.labels]).toEqual([9, 3]);
  });

  test("rejects with what to set, if CIFAR10 is not set or empty", async () => {
    for (const value of [undefined, ""]) {
      vi.stubEnv("CIFAR10", value);
      await expect(cifar10FromEnvironment()).rejects.toThrow(
        "set CIFAR10 to the path of cifar-10-binary.tar.gz"
      );
    }
  });

  test("rejects with the path, if there is nothing", async () => {
    vi.stubEnv("CIFAR10", join(folder, "nowhere"));
    await expect(cifar10FromEnvironment()).rejects.toThrow(join(folder, "nowhere"));
  });

  test("rejects for a folder without batches", async () => {
    const path = join(folder, "empty");
    mkdirSync(path);
    vi.stubEnv("CIFAR10", path);
    await expect(cifar10FromEnvironment()).rejects.toThrow("not CIFAR-10: no files;");
  });
});
