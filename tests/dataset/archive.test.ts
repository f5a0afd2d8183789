import {describe, expect, test, vi} from "vitest";
import {openArchive} from "../../components/dataset/archive.js";
import {file, gzip, tar} from "./cifarFiles.js";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function opened(...parts: Parameters<typeof file>): Promise<string[]> {
  const files = await openArchive(file(...parts), parts[0]);
  return files.map(({name, bytes}) => `${name}: ${text(bytes)}`);
}

describe("openArchive(blob, name)", () => {
  const archive = tar({"folder/one.bin": "1", "folder/deeper/two.bin": "22", "three.bin": "333"});

  test("returns the files of a tar archive without their folders", async () => {
    expect(await opened("a.tar", archive)).toEqual(["one.bin: 1", "two.bin: 22", "three.bin: 333"]);
  });

  test("returns the files of a compressed one, whatever its name", async () => {
    expect(await opened("a.tar.gz", gzip(archive))).toEqual(await opened("a.tar", archive));
    expect(await opened("a", gzip(archive))).toEqual(await opened("a.tar", archive));
  });

  test("returns views of one array, so that what is large lies in memory once", async () => {
    const files = await openArchive(file("a.tar.gz", gzip(archive)), "a.tar.gz");
    expect(new Set(files.map(({bytes}) => bytes.buffer)).size).toBe(1);
  });

  test("returns another file as it is, decompressed", async () => {
    expect(await opened("a.bin", "abc")).toEqual(["a.bin: abc"]);
    expect(await opened("a.bin.gz", gzip(new TextEncoder().encode("abc")))).toEqual(["a.bin: abc"]);
    expect(await opened("page.gz", "<html>")).toEqual(["page.gz: <html>"]);
  });

  test("takes an empty file in an archive, and files of one name in two folders", async () => {
    const twins = tar({"a/x": "1", "b/x": "2", "b/empty": ""});
    expect(await opened("a.tar", twins)).toEqual(["x: 1", "x: 2", "empty: "]);
  });

  test("takes an archive with nothing in it", async () => {
    expect(await opened("a.tar", tar({}))).toEqual([]);
  });
});

describe("openArchive(blob, name) rejects", () => {
  const large = Uint8Array.from({length: 20_000}, (_, i) => (i * i * 31) >> 3);
  const archive = tar({"x.bin": large});

  for (const share of [0.001, 0.5, 0.99])
    test(`a compressed archive cut at ${share} of its length`, async () => {
      const bytes = gzip(archive);
      const cut = file("a.tar.gz", bytes.slice(0, Math.max(2, share * bytes.length)));
      await expect(openArchive(cut, "a.tar.gz")).rejects.toThrow(
        "damaged archive: a.tar.gz cannot be decompressed to its end; download it again"
      );
    });

  test("a compressed archive with a wrong byte, for its checksum", async () => {
    const bytes = gzip(archive);
    bytes[bytes.length - 6] ^= 1;
    const error = await openArchive(file("a.tar.gz", bytes), "a.tar.gz").catch((error: Error) => error);
    expect((error as Error).message).toMatch(/^damaged archive: a\.tar\.gz /);
    expect((error as Error).cause).toBeInstanceOf(Error);
  });

  // The folder's header, then that of x.bin with its 20,000 bytes from 1,024 to 21,024, then that of y.bin from 21,504.
  for (const [place, length] of Object.entries({
    "within a file": 10_000,
    "within a file's padding": 21_300,
    "after a file": 21_504,
    "within a header": 21_800,
    "after a header": 22_016
  }))
    test(`a tar archive cut ${place}`, async () => {
      const two = tar({"x.bin": large, "y.bin": "y"});
      expect(await openArchive(file("a.tar", two), "a.tar")).toHaveLength(2);
      await expect(openArchive(file("a.tar", two.slice(0, length)), "a.tar")).rejects.toThrow(
        "damaged archive: a.tar ends before the files in it do; download it again"
      );
    });

  for (const size of ["-0000001000", "-7777777777", "77777777777", "abc"])
    test(`a tar archive whose file says ${size} for its size, instead of reading on and on`, async () => {
      const bytes = archive.slice();
      bytes.set(new TextEncoder().encode(size.padEnd(12, "\0")), 512 + 124); // past the folder's header
      await expect(openArchive(file("a.tar", bytes), "a.tar")).rejects.toThrow("damaged archive: a.tar ");
    });

  test("what holds more than mostBytes, and stops reading there", async () => {
    const bomb = endless(gzip(new Uint8Array(100_000)));
    await expect(openArchive(bomb.blob, "bomb.gz", {mostBytes: 1e6})).rejects.toThrow(
      "invalid archive: bomb.gz holds more than 1 MB; CIFAR-10 holds 184 MB"
    );
    await expect.poll(bomb.cancelled).toBe(true);
  });

  test("a file of more than mostBytes that is not compressed, unread", async () => {
    const film = file("film.mp4", new Uint8Array(2000));
    const read = vi.spyOn(film, "arrayBuffer");
    await expect(openArchive(film, "film.mp4", {mostBytes: 1999})).rejects.toThrow(
      "invalid archive: film.mp4 holds more than"
    );
    expect(read).not.toHaveBeenCalled();
    expect(await openArchive(film, "film.mp4", {mostBytes: 2000})).toHaveLength(1);
    expect(read).toHaveBeenCalledOnce();
  });

  test("what cannot be read, such as a folder, with its name", async () => {
    const folder = file("cifar-10-batches-bin", "x");
    folder.slice = () => unreadable;
    await expect(openArchive(folder, folder.name)).rejects.toThrow(
      "unreadable file: cifar-10-batches-bin; if it is a folder, choose the files in it"
    );
  });
});

/** What browsers hand over for a folder. */
const unreadable = Object.assign(new Blob(["x"]), {
  arrayBuffer: () => Promise.reject(new DOMException("could not be found", "NotFoundError"))
});

/** Returns a blob whose stream repeats *bytes* for ever, one time in a task, and whether the stream was given up. */
function endless(bytes: Uint8Array<ArrayBuffer>) {
  let cancelled = false;
  const blob = new Blob([bytes]);
  blob.stream = () =>
    new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve));
        controller.enqueue(bytes.slice());
      },
      cancel() {
        cancelled = true;
      }
    });
  return {blob, cancelled: () => cancelled};
}
