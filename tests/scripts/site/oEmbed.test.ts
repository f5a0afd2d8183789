import {JSDOM} from "jsdom";
import {expect, test} from "vitest";
import {oEmbed, oEmbedLink} from "../../../scripts/site/oEmbed.js";

const figure = {
  site: "https://host.example/course/",
  address: "embed/degradation/retrain",
  title: 'Deeper, "worse" & so'
};

test("oEmbed(figure) says how to frame it", () => {
  const {html, ...told} = JSON.parse(oEmbed(figure)) as {html: string};
  expect(told).toMatchObject({version: "1.0", type: "rich", title: figure.title, width: 960, height: 540});
  const frame = new JSDOM(html).window.document.querySelector("iframe")!;
  expect([frame.src, frame.title]).toEqual([figure.site + figure.address, figure.title]);
});

test("oEmbedLink(figure) leads there", () => {
  const link = new JSDOM(oEmbedLink(figure)).window.document.querySelector("link")!;
  expect([link.href, link.type, link.title]).toEqual([
    `${figure.site}${figure.address}.json`,
    "application/json+oembed",
    figure.title
  ]);
});
