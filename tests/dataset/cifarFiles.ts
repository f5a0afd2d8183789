import {gzipSync} from "node:zlib";
import {createTar} from "nanotar";

type Bytes = Uint8Array<ArrayBuffer>;

/** Returns the value that `records` gives to a pixel of a record with this *label*. Pixels are counted row by row. */
export function cifarValue(label: number, pixel: number, channel: number): number {
  return (23 * label + 3 * pixel + 85 * channel + (pixel >> 6)) % 256;
}

/** Returns a CIFAR-10 batch file: a record of 3,073 bytes for each of the *labels*. */
export function records(...labels: number[]): Bytes {
  const bytes = labels.flatMap((label) => [
    label,
    ...Array.from({length: 3072}, (_, i) => cifarValue(label, i % 1024, Math.floor(i / 1024)))
  ]);
  return Uint8Array.from(bytes);
}

/**
 * Returns a tar archive of *files*, by path, after an entry for their folder as in the published archive. It ends with
 * two blocks of zeros, which createTar forgets where its own padding happens to be none.
 */
export function tar(files: Record<string, Uint8Array | string>): Bytes {
  const entries = Object.entries(files).map(([name, data]) => ({name, data}));
  const archive = createTar([{name: "cifar-10-batches-bin/"}, ...entries]);
  const bytes = new Uint8Array(archive.length + 1024);
  bytes.set(archive);
  return bytes;
}

/** Returns *bytes*, compressed by gzip. */
export function gzip(bytes: Uint8Array): Bytes {
  return new Uint8Array(gzipSync(bytes));
}

/** Returns an archive laid out as the published one: five batches of two records, a test batch, and two texts. */
export function publishedLayout(): Record<string, Uint8Array | string> {
  const folder = "cifar-10-batches-bin/";
  return {
    [`${folder}data_batch_1.bin`]: records(0, 1),
    [`${folder}batches.meta.txt`]: "airplane\nautomobile\n",
    [`${folder}data_batch_3.bin`]: records(4, 5),
    [`${folder}data_batch_4.bin`]: records(6, 7),
    [`${folder}test_batch.bin`]: records(9, 3),
    [`${folder}readme.html`]: "<html></html>",
    [`${folder}data_batch_5.bin`]: records(8, 9),
    [`${folder}data_batch_2.bin`]: records(2, 3)
  };
}

export function file(name: string, ...parts: (Bytes | string)[]): File {
  return new File(parts, name);
}
