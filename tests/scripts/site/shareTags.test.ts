import {expect, test} from "vitest";
import {siteAddress, withShareTags} from "../../../scripts/site/shareTags.js";

const page =
  '<head>\n<title>A page | Site</title>\n<meta name="description" content="What &quot;it&quot; is">\n</head>';

test("withShareTags(page, place) says what the page says, with paths from the page, and no address that is not known", () => {
  const tagged = withShareTags(page, {path: "embed/retrain", top: "../"});
  expect(tagged).toContain('<meta property="og:title" content="A page | Site">');
  expect(tagged).toContain('<meta property="og:description" content="What &quot;it&quot; is">');
  expect(tagged).toContain('<meta property="og:image" content="../preview.png">');
  expect(tagged).toContain('<link rel="manifest" href="../manifest.webmanifest">');
  expect(tagged).not.toContain("og:url");
  expect(tagged.endsWith("</head>")).toBe(true);
});

test("withShareTags(page, {site}) has whole addresses, the first page's without its name", () => {
  const of = (path: string) => withShareTags(page, {path, top: "./", site: "https://host/course/"});
  expect(of("paths")).toContain('<meta property="og:url" content="https://host/course/paths">');
  expect(of("index")).toContain('<meta property="og:url" content="https://host/course/">');
  expect(of("paths")).toContain('<meta name="twitter:image" content="https://host/course/preview.png">');
});

test("withShareTags(page, place) throws without a description", () => {
  expect(() => withShareTags("<head></head>", {path: "paths", top: "./"})).toThrow(
    "invalid page: paths has no description"
  );
});

test("siteAddress(url) ends in a slash, is unknown if nothing is said, and is no other kind of address", () => {
  expect(siteAddress("https://host/course")).toBe("https://host/course/");
  expect(siteAddress("http://host/")).toBe("http://host/");
  expect(siteAddress("")).toBeUndefined();
  expect(() => siteAddress("file:///home")).toThrow("invalid SITE_URL: file:///home");
});
