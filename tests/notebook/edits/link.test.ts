import {deflateRawSync} from "node:zlib";
import {describe, expect, onTestFinished, test, vi} from "vitest";
import {type CellLinkContent, decodeLink, encodeLink} from "../../../components/notebook/edits/link.js";

const cell = {key: "network", base: "0a1b2c3d", source: "const depth = 56;"};

/** Returns a link that carries *bytes*, whatever they are. */
function linkOf(bytes: Uint8Array | string): string {
  return `#cells=${deflateRawSync(bytes).toString("base64url")}`;
}

function jsonLink(content: unknown): string {
  return linkOf(JSON.stringify(content));
}

describe("decodeLink(encodeLink(content)) is the content:", () => {
  const contents: Record<string, CellLinkContent> = {
    "one cell": {cells: [cell]},
    "letters of every kind": {
      cells: [
        {...cell, key: "λ", source: 'const λ = "é漢字🙂\u0000\u2028\ud800";\r\n// %#&=+/ \\ `${x}` </script>'}
      ]
    },
    "no code": {cells: [{...cell, source: ""}]},
    "a notebook": {
      title: "Wie tief? “Quoted”",
      text: "First.\n\n- *second*",
      cells: [
        {...cell, lang: "ts", title: "A depth"},
        {...cell, key: "1", lang: "js"}
      ]
    },
    "long code": {cells: [{...cell, source: "const a = Math.random();\n".repeat(4_000)}]}
  };

  test.each(Object.entries(contents))("%s", async (_, content) => {
    expect(await decodeLink(await encodeLink(content))).toEqual(content);
  });
});

test("encodeLink(content) has only letters that no chat or mail program breaks", async () => {
  for (let n = 0; n < 20; ++n)
    expect(await encodeLink({cells: [{...cell, source: "?>~".repeat(n)}]})).toMatch(/^#cells=[\w-]+$/);
});

test("encodeLink(one small cell) is short", async () => {
  expect((await encodeLink({cells: [cell]})).length).toBeLessThan(160);
});

test("encodeLink(content) refuses what decodeLink would refuse", async () => {
  const cells = Array.from({length: 201}, (_, i) => ({...cell, key: String(i)}));
  await expect(encodeLink({cells})).rejects.toThrow(
    /^this link is too large: 201 cells; at most 200 are read$/
  );
});

test.each([
  ["two\n\n lines\u2028and\u0085more ", "two lines and more"],
  ["x".repeat(5000), "x".repeat(100)],
  ["🙂".repeat(101), "🙂".repeat(100)],
  [" \n", undefined]
])("decodeLink(hash) makes the title %j one short line", async (title, expected) => {
  const {cells} = await decodeLink(await encodeLink({cells: [{...cell, title}]}));
  expect(cells[0].title).toBe(expected);
});

test("decodeLink(hash) finds the cells beside other parts of an address", async () => {
  const [, part] = (await encodeLink({cells: [cell]})).split("#");
  expect(await decodeLink(`#see-it-happen&${part}&utm_source=mail`)).toEqual({cells: [cell]});
});

describe("decodeLink(hash) rejects, and says what is wrong:", () => {
  test("a link that was cut off, wherever", async () => {
    const link = await encodeLink({cells: [{...cell, source: "const a = [1, 2, 3, 5, 8];"}]});
    for (let length = "#cells=".length; length < link.length; ++length) {
      const error = await decodeLink(link.slice(0, length)).catch((fault: Error) => fault);
      expect(error, `${length} of ${link.length}`).toBeInstanceOf(SyntaxError);
      expect((error as Error).message).toMatch(/^this link is damaged, or was cut off where it was copied$/);
    }
  });

  test("a link in which letters have changed", async () => {
    const link = await encodeLink({cells: [cell]});
    for (let i = "#cells=".length; i < link.length; ++i) {
      const other = link[i] === "A" ? "Q" : "A";
      const error = await decodeLink(link.slice(0, i) + other + link.slice(i + 1)).catch((e: Error) => e);
      // Deflate has no checksum: a letter of the code itself may change and nobody can tell.
      if (error instanceof Error) expect(error.message).toMatch(/this link/);
    }
  });

  test.each(["#cells=a.b", "#cells=%20%20", "#cells=täg", "#cells=ab==cd", "#cells=a b c d"])(
    "letters that no link has: %s",
    async (hash) => {
      await expect(decodeLink(hash)).rejects.toThrow(
        /^this link is damaged: it has letters that no link has$/
      );
    }
  );

  test.each(["", "#", "#cells=", "#depth"])("no link at all: %j", async (hash) => {
    await expect(decodeLink(hash)).rejects.toThrow(/^this link is damaged, or was cut off/);
  });

  test("what is not JSON, and not text", async () => {
    for (const bytes of ["{", "cells", "", new Uint8Array([0xff, 0xfe])])
      await expect(decodeLink(linkOf(bytes))).rejects.toThrow(/^this link is damaged: .* cannot be read$/);
  });

  test.each([undefined, 0, 2, "1", null, [1], {}])("version %j", async (version) => {
    await expect(decodeLink(jsonLink({version, cells: [cell]}))).rejects.toThrow(
      /^invalid version of this link: .*; this site reads version 1$/
    );
  });

  test.each([null, 1, "cells", [], [1], true])("JSON that has no version: %j", async (content) => {
    await expect(decodeLink(jsonLink(content))).rejects.toThrow(/^invalid version of this link: none/);
  });

  test.each([
    undefined,
    null,
    "cells",
    {length: 1, 0: cell},
    [],
    [null],
    ["const a = 1"],
    [[]],
    [{...cell, key: 1}],
    [{...cell, base: undefined}],
    [{...cell, source: ["a"]}],
    [{...cell, source: null}],
    [{...cell, lang: "html"}],
    [{...cell, lang: null}],
    [{...cell, title: 1}],
    [cell, {...cell, source: {}}]
  ])("something else than cells: %j", async (cells) => {
    await expect(decodeLink(jsonLink({version: 1, cells}))).rejects.toThrow(
      /^this link is damaged: it carries something else than cells$/
    );
  });

  test("more cells than a page has", async () => {
    const many = (n: number) => Array.from({length: n}, (_, i) => ({...cell, key: String(i)}));
    await expect(decodeLink(jsonLink({version: 1, cells: many(3000)}))).rejects.toThrow(
      /^this link is too large: 3,000 cells; at most 200 are read$/
    );
    expect((await decodeLink(jsonLink({version: 1, cells: many(200)}))).cells.length).toBe(200);
  });

  test("a cell that is there twice", async () => {
    const cells = [cell, {...cell, key: "other"}, {...cell, source: "steal()"}];
    await expect(decodeLink(jsonLink({version: 1, cells}))).rejects.toThrow(
      /^this link is damaged: it has a cell twice$/
    );
  });

  test("an address of a megabyte, without unpacking it", async () => {
    const unpack = vi.spyOn(globalThis, "DecompressionStream");
    await expect(decodeLink(`#cells=${"A".repeat(1_000_000)}`)).rejects.toThrow(
      /^this link is too large: 1,000,000 characters; at most 200,000 are read$/
    );
    expect(unpack).not.toHaveBeenCalled();
    unpack.mockRestore();
  });

  test("a few letters that unpack to 50 MB, before they fill the memory", async () => {
    const hash = jsonLink({version: 1, cells: [{...cell, source: " ".repeat(50_000_000)}]});
    expect(hash.length).toBeLessThan(200_000);
    const bytes = countRead();
    await expect(decodeLink(hash)).rejects.toThrow(
      /^this link is too large: over 400,000 bytes; at most 400,000 are read$/
    );
    expect(bytes()).toBeGreaterThan(400_000);
    expect(bytes()).toBeLessThan(600_000); // the piece that was too much
  });

  test("a thousand megabytes alike: what is read of them does not grow", async () => {
    // A deflated block of zeros can be repeated: no need to make them.
    const block = deflateRawSync(Buffer.alloc(1_000_000), {finishFlush: 2 /* Z_SYNC_FLUSH */});
    const hash = `#cells=${Buffer.concat(Array<Buffer>(140).fill(block)).toString("base64url")}`;
    const bytes = countRead();
    await expect(decodeLink(hash)).rejects.toThrow(/^this link is too large/);
    expect(bytes()).toBeLessThan(600_000);
  });

  test.each([
    ["lines", "a\n".repeat(90_000), "90,001 lines; at most 5,000"],
    ["lines that only JavaScript ends", "\u2028\r".repeat(4_000), "8,001 lines; at most 5,000"],
    ["marks", "\u202a\u202c".repeat(20_000), "40,000 characters that show nothing; at most 2,000"]
  ])("a few letters that unpack to %s that take long to lay out", async (_, source, said) => {
    const hash = jsonLink({version: 1, cells: [{...cell, source}]});
    expect(hash.length).toBeLessThan(3_000);
    await expect(decodeLink(hash)).rejects.toThrow(`this link is too large: ${said} are read`);
    await expect(encodeLink({cells: [{...cell, source}]})).rejects.toThrow(said);
  });

  test("many cells that together take long to lay out", async () => {
    const cells = Array.from({length: 200}, (_, i) => ({
      ...cell,
      key: String(i),
      text: "\u200b ".repeat(20)
    }));
    await expect(decodeLink(jsonLink({version: 1, cells}))).rejects.toThrow(
      /^this link is too large: 4,000 characters that show nothing; at most 2,000 are read$/
    );
  });

  test("a version that speaks for the site: the beginning is shown, in quotes", async () => {
    const version = `1. SECURITY \u202eALERT: ${"Visit example.org now! ".repeat(1_000)}`;
    const error = await decodeLink(jsonLink({version, cells: [cell]})).catch((fault: Error) => fault);
    expect((error as Error).message).toBe(
      'invalid version of this link: "1. SECURITY [U+202E]ALERT: Visit example.org now! Visit example.org…"; this site reads version 1'
    );
  });

  /** Counts, from now on to the end of the test, the bytes that are read from streams. */
  function countRead(): () => number {
    let count = 0;
    const {read} = ReadableStreamDefaultReader.prototype;
    const reading = vi.spyOn(ReadableStreamDefaultReader.prototype, "read");
    reading.mockImplementation(async function (this: ReadableStreamDefaultReader<Uint8Array>) {
      const result = await (read.call(this) as ReturnType<typeof this.read>);
      count += result.value?.length ?? 0;
      return result;
    });
    onTestFinished(() => reading.mockRestore());
    return () => count;
  }
});

describe("decodeLink(hash) takes nothing over but what a link has:", () => {
  test("keys such as __proto__ change no object", async () => {
    const text = `{"version": 1, "__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "cells": [
      {"key": "__proto__", "base": "constructor", "source": "1", "__proto__": {"polluted": 1, "lang": "ts"}}]}`;
    const content = await decodeLink(linkOf(text));
    expect(content).toEqual({cells: [{key: "__proto__", base: "constructor", source: "1"}]});
    expect(Object.keys(content)).toEqual(["cells"]);
    expect(Object.keys(content.cells[0])).toEqual(["key", "base", "source"]);
    expect(Object.getPrototypeOf(content.cells[0])).toBe(Object.prototype);
    expect(({} as {polluted?: number}).polluted).toBeUndefined();
  });

  test("cells that are there by __proto__ only are not", async () => {
    const text = `{"__proto__": ${JSON.stringify({version: 1, cells: [cell]})}}`;
    await expect(decodeLink(linkOf(text))).rejects.toThrow(/^invalid version of this link: none/);
  });

  test("unknown keys, and a title or text of another type, are left out", async () => {
    const content = {
      version: 1,
      title: 1,
      text: ["a"],
      run: true,
      cells: [{...cell, run: true, title: null}]
    };
    const decoded = await decodeLink(jsonLink(content));
    expect(JSON.stringify(decoded)).toBe(JSON.stringify({cells: [cell]}));
  });
});

describe("in a browser without streams that pack", () => {
  const without = (name: string) => {
    vi.stubGlobal(name, undefined);
    onTestFinished(() => void vi.unstubAllGlobals());
  };

  test("encodeLink says what the browser lacks", async () => {
    without("CompressionStream");
    await expect(encodeLink({cells: [cell]})).rejects.toThrow(/^this browser cannot pack /);
  });

  test("decodeLink does not call a good link damaged", async () => {
    const link = await encodeLink({cells: [cell]});
    without("DecompressionStream");
    await expect(decodeLink(link)).rejects.toThrow(/^this browser cannot unpack /);
  });
});
