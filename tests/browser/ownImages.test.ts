import type {Page} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

let site: OpenSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const ownClasses = (page: Page) => page.getByRole("group", {name: "Your own classes", exact: true});

/** PNG files, each of one colour, painted by the page's browser. */
async function pictures(page: Page, colours: readonly string[]) {
  const urls = await page.evaluate((colours) => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 60, height: 40});
    const context = canvas.getContext("2d")!;
    return colours.map((colour) => {
      context.fillStyle = colour;
      context.fillRect(0, 0, 60, 40);
      return canvas.toDataURL("image/png");
    });
  }, colours);
  return urls.map((url, i) => ({
    name: `${i}.png`,
    mimeType: "image/png",
    buffer: Buffer.from(url.split(",")[1], "base64")
  }));
}

test("a reader's own images train, are there after a reload, and are forgotten", async () => {
  const opened = await site.open("code");
  const {page} = opened;
  const lab = ownClasses(page);
  const files = lab.locator("input[type=file]");
  const reds = await pictures(page, ["#f00", "#e11", "#d22", "#c33", "#f33"]);
  const blues = await pictures(page, ["#00f", "#11e", "#22d", "#33c", "#33f"]);
  const text = {name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no image")};
  await files.first().setInputFiles([...reds, text]);
  await lab.getByText("No image that this browser can read: notes.txt.").waitFor();
  await lab.getByRole("textbox").first().fill("red");
  await lab.getByRole("textbox").first().press("Enter");
  await files.nth(1).setInputFiles(blues);
  await lab.getByText("6 images to train on, and 4 to test with.").waitFor();
  await lab.getByRole("button", {name: "Train", exact: true}).click();
  await expect.poll(() => lab.innerText()).toMatch(/Ended at step 200 of 200/);
  const errors = await lab.locator("table tbody tr td:last-child").allTextContents();
  expect(errors).toHaveLength(3);
  for (const error of errors) expect(Number(error)).toBeLessThan(50); // red and blue are told apart

  await opened.reload();
  await ownClasses(page).scrollIntoViewIfNeeded();
  await lab.getByText("6 images to train on, and 4 to test with.").waitFor();
  expect(await lab.getByRole("textbox").first().inputValue()).toBe("red");
  await lab.getByRole("button", {name: "Forget all images"}).click();
  await lab.getByText("It takes 2 classes with 4 images each").waitFor();
  await closeWithoutFaults(opened);
});

test("where there is no camera, that is said, and images can still be chosen", async () => {
  const opened = await site.open("code");
  const lab = ownClasses(opened.page);
  await lab.getByRole("button", {name: "Use the camera"}).click();
  await lab.getByText(/^There is no camera to use: /).waitFor();
  expect(await lab.getByRole("button", {name: "Take a picture"}).count()).toBe(0);
  await closeWithoutFaults(opened);
});
