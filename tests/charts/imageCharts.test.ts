// @vitest-environment jsdom
import {inflateSync} from "node:zlib";
import {describe, expect, test} from "vitest";
import {encodedPng, pngUrl} from "../../components/charts/encodedPng.js";
import {blockText, featureChart} from "../../components/charts/featureChart.js";
import {featureTable} from "../../components/charts/featureTable.js";
import {imageFacts} from "../../components/charts/imageFacts.js";
import {featureMaps, featureRows} from "../../components/charts/imageRecording.js";
import {mapSheet} from "../../components/charts/mapSheet.js";
import {measureText} from "../../components/charts/measureText.js";
import {netColor} from "../../components/charts/scales.js";
import {featureRecording} from "./knownFeatures.js";

const [plain, residual] = ["cifar-plain-56", "cifar-resnet-56"];
const recording = featureRecording(plain, residual);

describe("encodedPng(pixels, options)", () => {
  const partOf = (file: Buffer, type: string) => {
    const start = file.indexOf(type);
    return file.subarray(start + 4, start + 4 + file.readUInt32BE(start - 4));
  };

  test("is a grey picture that another program reads, without compression too", () => {
    const file = Buffer.from(encodedPng(Uint8Array.of(0, 50, 100, 150, 200, 255), {width: 3, channels: 1}));
    const header = partOf(file, "IHDR");
    expect([header.readUInt32BE(0), header.readUInt32BE(4), ...header.subarray(8)]).toEqual([
      3, 2, 8, 0, 0, 0, 0
    ]);
    expect([...inflateSync(partOf(file, "IDAT"))]).toEqual([0, 0, 50, 100, 0, 150, 200, 255]);
  });

  test("is not of more than uncompressed data can hold", () => {
    const large = new Uint8Array(300 * 300);
    expect(() => encodedPng(large, {width: 300, channels: 1})).toThrow("invalid picture: 90300 bytes");
  });

  test("pngUrl(file) holds the file", () => {
    const file = encodedPng(Uint8Array.of(7), {width: 1, channels: 1});
    expect([...Buffer.from(pngUrl(file).split(",")[1], "base64")]).toEqual([...file]);
  });
});

describe("a recording", () => {
  test("featureRows() has a row a part of each network, with its seeds' range", () => {
    const rows = featureRows(recording, "readout", 0);
    expect(rows).toHaveLength(6);
    expect(rows[4]).toEqual({net: residual, block: 1, value: 0.4, low: 0.4 - 0.05, high: 0.4 + 0.05});
    expect(() => featureRows(recording, "rank", 7)).toThrow(
      "no features after 7 steps; they were recorded after 0, 100"
    );
  });

  test("featureMaps() has the maps of each image, part by part", () => {
    const maps = featureMaps(recording, residual, 100);
    expect(maps).toHaveLength(6);
    expect(maps[4].map((map) => [...map])).toEqual([[0, 10, 20, 255], [255, 1, 1, 4], [100]]); // prettier-ignore
    expect(() => featureMaps(recording, "cifar-plain-20", 0)).toThrow("no features of cifar-plain-20");
  });
});

test("measureText() says each measure in its digits", () => {
  expect(measureText(0.648, "readout")).toBe("65 %");
  expect(measureText(0.8666, "noise")).toBe("0.87");
  expect([6.94, 38.1].map((rank) => measureText(rank, "rank"))).toEqual(["6.9", "38"]);
  expect(measureText(NaN, "rank")).toBe("not a number");
});

describe("imageFacts(recording)", () => {
  const facts = imageFacts(recording);

  test("has the numbers of sentences, of the last block or of another, and with their seeds", () => {
    expect(facts.readout(residual, 0, 1)).toBe("40 %");
    expect([facts.rank(plain, 0), facts.rank(plain, 100), facts.noise(plain, 0, 0)]).toEqual([
      "38",
      "8.0",
      "0.06"
    ]);
    expect(facts.spread("noise", plain, 0)).toBe("0.80 (0.75 to 0.85)");
    expect(facts.spread("rank", plain, 0, 0)).toBe("21"); // to their digits, all seeds say the same
  });

  test("throws where there is nothing", () => {
    expect(() => facts.rank(plain, 0, 5)).toThrow("no rank of cifar-plain-56 at block 5");
    expect(() => facts.rank("cifar-plain-8", 0)).toThrow("no rank of cifar-plain-8");
    expect(() => facts.rank(plain, 3)).toThrow("no features after 3 steps");
  });
});

describe("featureChart(rows, {measure})", () => {
  const chart = featureChart(featureRows(recording, "readout", 100), {measure: "readout"});

  test("has a line and a band a network, in its colour, and says both ends", () => {
    const colors = [plain, residual].map((net) => netColor(net, [plain, residual]));
    const lines = [...chart.querySelectorAll('[aria-label="line"] path')];
    expect(lines.map((line) => line.getAttribute("stroke"))).toEqual(colors);
    expect([...chart.querySelectorAll('[aria-label="area"] path')].map((band) => band.getAttribute("fill"))).toEqual(colors); // prettier-ignore
    expect(chart.getAttribute("aria-description")).toBe(
      "plain-56: 60 % at stem, 90 % at block 2. residual-56: 60 % at stem, 90 % at block 2."
    );
  });

  test("leaves out what is no number", () => {
    const rows = featureRows(recording, "noise", 0).map((row) => ({...row, value: NaN}));
    expect(featureChart(rows, {measure: "noise"}).querySelectorAll('[aria-label="line"] path')).toHaveLength(
      0
    );
  });
});

test("featureTable(recording, step) has the stem and some blocks of each network", () => {
  const table = featureTable(recording, 0);
  const rows = [...table.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent!.trim())); // prettier-ignore
  expect(rows).toEqual([
    ["plain-56", "stem", "60 %", "0.06", "21"],
    ["plain-56", "block 1", "30 %", "0.20", "40"],
    ["residual-56", "stem", "60 %", "0.06", "21"],
    ["residual-56", "block 1", "40 %", "0.20", "40"]
  ]);
  expect(blockText(27)).toBe("block 27");
});

describe("mapSheet(nets, parts, images)", () => {
  const sheet = mapSheet([plain, residual], ["stem", "block 1", "block 2"], 3);
  const maps = (step: number) =>
    [plain, residual].map((net, n) => ({
      ...{net, volumes: recording.networks[n].volumes},
      maps: featureMaps(recording, net, step).slice(3)
    }));
  const pictures = () => [...sheet.element.querySelectorAll("img")];

  test("has the images on top, and a row a part, network beside network", () => {
    sheet.show(recording.images.slice(3), maps(0), "before training");
    expect(pictures()).toHaveLength(2 * 3 * 4);
    const rows = [...sheet.element.querySelectorAll(".map-row")].map(
      (row) => row.querySelector("span")!.textContent
    );
    expect(rows).toEqual(["", "image", "stem", "block 1", "block 2"]);
    expect(pictures().slice(0, 6).map(({src}) => src)).toEqual([3, 4, 5, 3, 4, 5].map((i) => `data:image/png;base64,${i}`)); // prettier-ignore
    const blockOne = pictures()[6 + 6 + 3 + 1].src; // of the second network, the second image
    expect(blockOne).toBe(pngUrl(encodedPng(Uint8Array.of(255, 1, 0, 4), {width: 2, channels: 1})));
  });

  test("is one image to those who hear it, and says what it shows", () => {
    expect(sheet.element.getAttribute("role")).toBe("img");
    expect(sheet.element.getAttribute("aria-label")).toBe(
      "What plain-56, residual-56 make of images of shape 3, shape 4, shape 5 before training, at stem, block 1, block 2."
    );
    expect(pictures().every(({alt}) => alt === "")).toBe(true);
  });

  test("keeps its places when it shows another step", () => {
    const before = pictures();
    const source = before[16].src;
    sheet.show(recording.images.slice(3), maps(100), "after 100 steps");
    expect(pictures()).toEqual(before);
    expect(before[16].src).not.toBe(source);
  });
});
