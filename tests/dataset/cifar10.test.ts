import {describe, expect, test} from "vitest";
import {cifar10Classes, readCifar10} from "../../components/dataset/cifar10.js";
import type {LabelledImages} from "../../components/dataset/images.js";
import {cifarValue, file, gzip, publishedLayout, records, tar} from "./cifarFiles.js";

const archiveName = "cifar-10-binary.tar.gz";
const train1 = file("data_batch_1.bin", records(3));
const test1 = file("test_batch.bin", records(6));

/** Expects the images of the records with these *labels*, in this order. */
function expectRecords(images: LabelledImages, ...labels: number[]): void {
  expect(images).toMatchObject({size: 32, count: labels.length, classes: cifar10Classes});
  expect([...images.labels]).toEqual(labels);
  const expected = labels.flatMap((label) =>
    Array.from({length: 3072}, (_, i) => cifarValue(label, Math.floor(i / 3), i % 3))
  );
  expect(images.pixels).toEqual(Uint8Array.from(expected));
}

describe("readCifar10(blobs)", () => {
  test("reads five batches in their order, and the test batch, from the published archive", async () => {
    const {train, test} = await readCifar10([file(archiveName, gzip(tar(publishedLayout())))]);
    expectRecords(train, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    expectRecords(test, 9, 3);
  });

  test("reads the same from an archive that a browser decompressed", async () => {
    const {train, test} = await readCifar10([file("cifar-10-binary.tar", tar(publishedLayout()))]);
    expectRecords(train, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    expectRecords(test, 9, 3);
  });

  test("reads separate files in any order, and passes over others", async () => {
    const files = Object.entries(publishedLayout()).map(([name, bytes]) =>
      file(name.replace(/.*\//, ""), bytes as Uint8Array<ArrayBuffer>)
    );
    for (const order of [files, [...files].reverse()]) {
      const {train, test} = await readCifar10(order);
      expectRecords(train, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
      expectRecords(test, 9, 3);
    }
  });

  test("reads batches of different lengths", async () => {
    const {train, test} = await readCifar10([test1, file("data_batch_2.bin", records(1, 2, 3)), train1]);
    expectRecords(train, 3, 1, 2, 3);
    expectRecords(test, 6);
  });

  test("reads one compressed file beside another that is not", async () => {
    const {train, test} = await readCifar10([file("data_batch_1.bin.gz", gzip(records(4))), test1]);
    expectRecords(train, 4);
    expectRecords(test, 6);
  });

  test("takes the binary version where another one lies beside it", async () => {
    const python = tar({
      "cifar-10-batches-py/data_batch_1": "\x80\x02",
      "cifar-10-batches-py/test_batch": "\x80"
    });
    const {train} = await readCifar10([file("python.tar", python), train1, test1]);
    expectRecords(train, 3);
  });

  test("has arrays of its own, so that the archive can be let go", async () => {
    const {train, test} = await readCifar10([file("a.tar", tar(publishedLayout()))]);
    for (const {pixels, count} of [train, test]) expect(pixels.buffer.byteLength).toBe(count * 3072);
  });

  test("names the ten classes in the order of batches.meta.txt", () => {
    expect(cifar10Classes.join(" ")).toBe("airplane automobile bird cat deer dog frog horse ship truck");
  });
});

describe("readCifar10(blobs) rejects", () => {
  const python = {"cifar-10-batches-py/data_batch_1": "\x80\x02}q\x01", "cifar-10-batches-py/test_batch": "\x80\x02"}; // prettier-ignore
  const matlab = {"m/data_batch_1.mat": "MATLAB 5.0", "m/test_batch.mat": "MATLAB 5.0"};
  const cifar100 = {"cifar-100-binary/train.bin": new Uint8Array(3074), "cifar-100-binary/test.bin": new Uint8Array(3074)}; // prettier-ignore
  const published = gzip(tar(publishedLayout()));
  const cases: [string, File[], string][] = [
    ["an empty file", [file(archiveName)], `empty file: ${archiveName} has 0 bytes`],
    ["an empty batch", [file("a.tar", tar({"data_batch_1.bin": "", "test_batch.bin": records(1)}))], "empty file: data_batch_1.bin has 0 bytes"],
    ["a compressed archive cut short", [file(archiveName, published.slice(0, 400))], `damaged archive: ${archiveName} cannot be decompressed to its end; download it again`],
    ["a tar archive cut short", [file("a.tar", tar(publishedLayout()).slice(0, 9000))], "damaged archive: a.tar ends before the files in it do; download it again"],
    ["a text named as the archive", [file(archiveName, "<html>Not found</html>")], `not CIFAR-10: ${archiveName}; there is no data_batch_1.bin; choose cifar-10-binary.tar.gz, or its`],
    ["CIFAR-100", [file("cifar-100-binary.tar.gz", gzip(tar(cifar100)))], "not CIFAR-10: train.bin, test.bin; this is CIFAR-100; the course reads CIFAR-10"],
    ["the Python version", [file("cifar-10-python.tar.gz", gzip(tar(python)))], "not CIFAR-10: data_batch_1, test_batch; this is the Python or Matlab version; choose the binary version, cifar-10-binary.tar.gz"],
    ["a file of the Python version", [file("data_batch_1", "\x80\x02}q\x01")], "not CIFAR-10: data_batch_1; this is the Python or Matlab version"],
    ["the Matlab version", [file("cifar-10-matlab.tar.gz", gzip(tar(matlab)))], "not CIFAR-10: data_batch_1.mat, test_batch.mat; this is the Python or Matlab version"],
    ["a batch alone", [train1], "not CIFAR-10: data_batch_1.bin; there is no test_batch.bin; choose it too, or the whole cifar-10-binary.tar.gz"],
    ["the test batch alone", [test1], "not CIFAR-10: test_batch.bin; there is no data_batch_1.bin"],
    ["an archive without the test batch", [file("a.tar", tar({"a/data_batch_1.bin": records(1)}))], "not CIFAR-10: data_batch_1.bin; there is no test_batch.bin"],
    ["an archive without batches", [file("a.tar", tar({"a/1.png": "1", "a/2.png": "2", "a/3.png": "3", "a/4.png": "4", "a/5.png": "5"}))], "not CIFAR-10: 1.png, 2.png, 3.png, 4.png; there is no data_batch_1.bin"],
    ["an archive with nothing in it", [file("a.tar", tar({}))], "not CIFAR-10: no files; there is no data_batch_1.bin"],
    ["no files", [], "not CIFAR-10: no files;"],
    ["a record cut short", [file("data_batch_1.bin", records(1, 2).slice(0, 6145)), test1], "invalid length: data_batch_1.bin has 6,145 bytes; CIFAR-10's records have 3,073 each"],
    ["a label of 10", [file("data_batch_1.bin", records(1, 2)), file("data_batch_2.bin", records(9, 0, 10, 1)), test1], "invalid label: 10, in record 2 of data_batch_2.bin; labels go from 0 to 9"],
    ["a label of 255 in the test batch", [train1, file("test_batch.bin", records(255))], "invalid label: 255, in record 0 of test_batch.bin"]
  ]; // prettier-ignore
  for (const [fault, files, message] of cases)
    test(`${fault}: ${message.slice(0, 40)} …`, async () => {
      await expect(readCifar10(files)).rejects.toThrow(message);
    });

  test("a file that is there twice: in an archive and beside it, in two archives, or in two folders", async () => {
    const one = tar({"a/data_batch_1.bin": records(1), "a/test_batch.bin": records(2)});
    const both = tar({"a/data_batch_1.bin": records(1), "b/data_batch_1.bin": records(7), "test_batch.bin": records(2)}); // prettier-ignore
    for (const files of [
      [file("one.tar", one), train1],
      [file("one.tar.gz", gzip(one)), file("two.tar", one)],
      [file("both.tar", both)]
    ])
      await expect(readCifar10(files)).rejects.toThrow(
        "repeated file: data_batch_1.bin; choose cifar-10-binary.tar.gz or the files in it, each once"
      );
  });

  test("files that hold more than mostBytes together, though none does alone", async () => {
    const batches = [1, 2, 3].map((i) => file(`data_batch_${i}.bin.gz`, gzip(records(1, 2, 3, 4))));
    await expect(readCifar10([...batches, test1], {mostBytes: 30_000})).rejects.toThrow(
      "invalid archive: data_batch_3.bin.gz holds more than 0 MB, together with the files before it; CIFAR-10 holds 184 MB"
    );
    expect((await readCifar10([...batches, test1], {mostBytes: 40_000})).train.count).toBe(12);
  });

  test("an archive that holds more than mostBytes", async () => {
    const archive = file(archiveName, published);
    await expect(readCifar10([archive], {mostBytes: 30_000})).rejects.toThrow(
      `invalid archive: ${archiveName} holds more than`
    );
    expect((await readCifar10([archive], {mostBytes: 60_000})).train.count).toBe(10);
  });

  test("a blob without a name, and says so", async () => {
    await expect(readCifar10([new Blob([])])).rejects.toThrow("empty file: the file has 0 bytes");
  });
});
