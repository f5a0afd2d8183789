import {inflateSync} from "node:zlib";
import {expect, test} from "vitest";
import {png} from "../../data/png.js";

test("png(pixels, size) is a file whose one picture is that of the pixels", () => {
  const pixels = Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 1, 2, 3]);
  const file = png(pixels, 2);
  expect(file.subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]));
  expect(file.readUInt32BE(16)).toBe(2);
  expect(file.readUInt32BE(20)).toBe(2);
  expect([...file.subarray(24, 29)]).toEqual([8, 2, 0, 0, 0]);
  const start = file.indexOf("IDAT");
  const lines = inflateSync(file.subarray(start + 4, start + 4 + file.readUInt32BE(start - 4)));
  expect([...lines]).toEqual([0, 255, 0, 0, 0, 255, 0, 0, 0, 0, 255, 1, 2, 3]);
});

test("the last chunk of a PNG has the check that the format's own examples have", () => {
  expect(png(new Uint8Array(3), 1).subarray(-4)).toEqual(Buffer.from([0xae, 0x42, 0x60, 0x82]));
});
