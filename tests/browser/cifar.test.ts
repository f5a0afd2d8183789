import {afterAll, beforeAll, expect, test} from "vitest";
import {cifar10Classes} from "../../components/dataset/cifar10.js";
import {gzip, records, tar} from "../dataset/cifarFiles.js";
import {lasting, openRetrainPage, type RetrainPage} from "./retrainPage.js";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

const archiveName = "cifar-10-binary.tar.gz";

/** Labels 0 to 9 again and again, *count* in all. */
const labels = (count: number) => Array.from({length: count}, (_, i) => i % 10);

/** The published archive's layout with 200 training images and 50 test images. */
const archive = gzip(
  tar({
    ...Object.fromEntries(
      [1, 2, 3, 4, 5].map((n) => [`cifar-10-batches-bin/data_batch_${n}.bin`, records(...labels(40))])
    ),
    "cifar-10-batches-bin/batches.meta.txt": cifar10Classes.join("\n"),
    "cifar-10-batches-bin/test_batch.bin": records(...labels(50))
  })
);

/** Files that a reader may drop by mistake, and what the page says of them. */
const badFiles: [what: string, name: string, bytes: Uint8Array, message: RegExp][] = [
  [
    "a truncated archive",
    archiveName,
    archive.subarray(0, archive.length / 2),
    /^damaged archive: .*download/
  ],
  ["a text file", "notes.txt", new TextEncoder().encode("no images in here\n"), /^not CIFAR-10: notes\.txt/],
  [
    "an archive with a label of 10",
    archiveName,
    gzip(tar({"data_batch_1.bin": records(3, 10), "test_batch.bin": records(0)})),
    /^invalid label: 10, in record 1 of data_batch_1\.bin/
  ],
  ["an empty file", archiveName, new Uint8Array(0), /^empty file: cifar-10-binary\.tar\.gz has 0 bytes/]
];

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

async function drop({page}: RetrainPage, name: string, bytes: Uint8Array): Promise<void> {
  await page
    .locator(".images input[type=file]")
    .setInputFiles({name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes)});
}

const message = ({page}: RetrainPage) => page.locator(".images .message");
const sheetNames = ({page}: RetrainPage) => page.locator(".contact-sheet .sheet-row span");

test("CIFAR-10 is dropped once, shown, trained on, and still there after a reload", async () => {
  const figure = await openRetrainPage(site);
  const {page} = figure;
  const images = page.locator(".settings").getByLabel("Images");
  await drop(figure, archiveName, archive);
  await expect
    .poll(() => message(figure).textContent())
    .toContain("CIFAR-10 is here: 200 training and 50 test images");
  expect(await message(figure).getAttribute("role")).toBe("status");
  expect(await images.inputValue()).toBe("cifar10");
  await expect.poll(() => sheetNames(figure).allTextContents()).toEqual(cifar10Classes);
  await page.locator(".images").scrollIntoViewIfNeeded();
  await figure.press("Retrain");
  await figure.reaches(/^Ended at step 12 of 12/);
  const trained = await figure.rows();
  expect(await sheetNames(figure).allTextContents(), "classes still shown").toEqual(cifar10Classes);

  await figure.reload();
  await page.locator(".training-panel summary", {hasText: "Settings"}).click();
  await images.selectOption("cifar10");
  await figure.press("Retrain");
  await figure.reaches(/^Ended at step 12 of 12/);
  expect(await figure.rows()).toEqual(trained);
  await closeWithoutFaults(figure);
});

test("training on CIFAR-10 before it was dropped says where to drop it", async () => {
  const figure = await openRetrainPage(site, {dataset: "cifar10"});
  await figure.press("Retrain");
  await expect.poll(() => figure.notes.textContent()).toContain("CIFAR-10 is not here yet");
  await figure.reaches(/^Ended/);
  await drop(figure, archiveName, archive);
  await expect.poll(() => message(figure).textContent()).toContain("CIFAR-10 is here");
  await figure.press("Retrain");
  await figure.reaches(/^Ended at step 12 of 12/);
  expect(await figure.notes.isVisible()).toBe(false);
  await closeWithoutFaults(figure);
});

test("a bad file is answered by what is wrong with it, and a run that is under way goes on", async () => {
  const figure = await openRetrainPage(site, lasting);
  const {page} = figure;
  await figure.press("Retrain");
  await figure.learns();
  for (const [what, name, bytes, says] of badFiles) {
    const before = await figure.steps();
    await drop(figure, name, bytes);
    await expect.poll(() => message(figure).textContent(), {message: what}).toMatch(says);
    expect(await message(figure).getAttribute("role"), what).toBe("alert");
    await expect
      .poll(async () => Math.min(...Object.values(await figure.steps())), {message: what})
      .toBeGreaterThan(Math.max(...Object.values(before)));
  }
  expect(await page.locator(".settings").getByLabel("Images").inputValue()).toBe("shapes");
  expect(await figure.notes.isVisible()).toBe(false);
  await figure.press("Stop");
  await figure.reaches(/^Ended at step \d+/);
  await closeWithoutFaults(figure);
});

test("a good file after a bad one is taken", async () => {
  const figure = await openRetrainPage(site);
  await drop(figure, "notes.txt", new Uint8Array([1, 2, 3]));
  await expect.poll(() => message(figure).getAttribute("role")).toBe("alert");
  await drop(figure, archiveName, archive);
  await expect.poll(() => message(figure).textContent()).toContain("CIFAR-10 is here");
  expect(await message(figure).getAttribute("role")).toBe("status");
  await closeWithoutFaults(figure);
});
