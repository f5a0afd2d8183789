import {readFileSync, writeFileSync} from "node:fs";
import {launchBrowser} from "./browser.js";

// Makes the photograph that goes through the networks: a square of the picture of a cat, as large as an image of ImageNet.
//
//     npm run picture:photograph -- …/skimage/data/chelsea.png
//
// The picture is in the packages scikit-image (PyPI) and python3-skimage (Debian). Their documentation of it: "No copyright
// restrictions. CC0 by the photographer (Stefan van der Walt)."

const side = 224;
/** The square, in the picture's pixels: all of its height, with the face in the middle. */
const square = {x: 86, y: 0, size: 300};

const [file] = process.argv.slice(2);
if (!file) throw new Error("invalid picture: none; it must be the path of chelsea.png");
const source = `data:image/png;base64,${readFileSync(file).toString("base64")}`;
const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  const jpeg = await page.evaluate(
    async ({source, side, square: {x, y, size}}) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), {width: side, height: side});
      const context = canvas.getContext("2d")!;
      context.imageSmoothingQuality = "high";
      context.drawImage(image, x, y, size, size, 0, 0, side, side);
      return canvas.toDataURL("image/jpeg", 0.86).split(",")[1];
    },
    {source, side, square}
  );
  writeFileSync("data/photographs/chelsea.jpg", Buffer.from(jpeg, "base64"));
  console.log("wrote data/photographs/chelsea.jpg");
} finally {
  await browser.close();
}
