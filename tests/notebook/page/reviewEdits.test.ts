// @vitest-environment jsdom
import {Blob as NodeBlob} from "node:buffer";
import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {encodeLink} from "../../../components/notebook/edits/link.js";
import {followLinks} from "../../../components/notebook/page/followLinks.js";
import {
  type EditsReview,
  noticeBanner,
  reviewBanner,
  showBanner
} from "../../../components/notebook/page/reviewEdits.js";
import {eventually} from "../../eventually.js";

vi.stubGlobal("Blob", NodeBlob); // that of jsdom has no streams
const scrolled = vi.fn();
const offer = (given: Partial<EditsReview> = {}): EditsReview => ({
  heading: "This link changes code.",
  text: "It has not run.",
  cells: [{title: "The network", before: "a", after: "b"}],
  run() {},
  ignore() {},
  ...given
});
const banner = () => document.querySelector<HTMLElement>(".cells-banner");
const press = (label: string) =>
  [...banner()!.querySelectorAll("button")].find(({textContent}) => textContent!.trim() === label)!.click();
const words = (element: Element | null) => element?.textContent?.replace(/\s+/g, " ").trim();

beforeEach(() => {
  Element.prototype.scrollIntoView = scrolled;
  scrolled.mockClear();
  document.body.innerHTML = `<main id="observablehq-main" tabindex="-1"></main>`;
  history.replaceState(null, "", "/lab?a=1");
});

afterEach(() => void vi.useRealTimers());

describe("offerBanner(offer)", () => {
  test("shows code, prose, titles and languages as text, and what would not be seen of them", () => {
    const cells = [
      {
        title: "A\u202eb",
        before: "",
        after: "<img>\u200b",
        lang: "ts" as const,
        text: "Of <b>cell</b>\u2066"
      },
      {title: "B", before: "", after: "1", lang: "js" as const, outdated: true},
      {title: "C", before: "", after: "1"}
    ];
    const shown = reviewBanner(offer({prose: ["First,\u00a0prose", " "], cells}));
    expect([...shown.querySelectorAll("summary")].map(words)).toEqual([
      "A[U+202E]b (TypeScript)",
      "B (JavaScript; the published code has changed since)",
      "C"
    ]);
    expect([...shown.querySelectorAll("blockquote")].map(({textContent}) => textContent)).toEqual([
      "First,[U+00A0]prose",
      "Of <b>cell</b>[U+2066]"
    ]);
    expect(shown.querySelector("pre")!.textContent).toBe("+ <img>[U+200B]\n");
    expect(shown.querySelectorAll("img, b").length).toBe(0);
  });

  test("is a region that can be reached, and that is focused if it came by a link", () => {
    showBanner(reviewBanner(offer()));
    expect(banner()!.getAttribute("role")).toBe("region");
    expect(banner()!.getAttribute("aria-label")).toBe("This link changes code.");
    expect(document.activeElement).toBe(banner());
    expect(scrolled).toHaveBeenCalledTimes(1);
    showBanner(reviewBanner(offer({origin: "own"})));
    showBanner(noticeBanner("This page stopped responding."));
    expect(document.activeElement).not.toBe(banner());
    expect(scrolled).toHaveBeenCalledTimes(1);
  });

  test("cannot be accepted by a press that was meant for something else", () => {
    vi.useFakeTimers();
    const run = vi.fn();
    showBanner(reviewBanner(offer({run})));
    press("Run this code");
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    press("Run this code");
    expect(run).toHaveBeenCalledTimes(1);
  });

  test.each(["Show it without running", "Ignore"])(
    "after %s the focus is on the text, and the link is forgotten",
    (label) => {
      history.replaceState({kept: 1}, "", "/lab?a=1#see&cells=abc");
      const show = vi.fn();
      showBanner(reviewBanner(offer({show})));
      press(label);
      expect(banner()).toBeNull();
      expect(document.activeElement!.id).toBe("observablehq-main");
      expect(location.href).toMatch(/\/lab\?a=1#see$/);
      expect(history.state).toEqual({kept: 1});
      expect(show).toHaveBeenCalledTimes(label === "Ignore" ? 0 : 1);
    }
  );

  test("leaves the address alone if it is no link's", () => {
    history.replaceState(null, "", "#cells=abc");
    showBanner(reviewBanner(offer({origin: "own"})));
    press("Ignore");
    expect(location.hash).toBe("#cells=abc");
  });
});

describe("followLinks(offer, invalidation)", () => {
  const content = {cells: [{key: "network", base: "", source: "1"}]};
  const go = (hash: string) => {
    history.replaceState(null, "", hash || location.pathname);
    dispatchEvent(new HashChangeEvent("hashchange"));
  };
  let end: () => void;
  let invalidation: Promise<void>;

  beforeEach(() => void (invalidation = new Promise((resolve) => (end = resolve))));
  afterEach(() => end());

  test("takes a banner away when its link leaves the address, and no other", async () => {
    followLinks(() => showBanner(reviewBanner(offer())), invalidation);
    go(await encodeLink(content));
    await eventually(() => expect(banner()).not.toBeNull());
    go("#heading");
    expect(banner()).toBeNull();
    showBanner(noticeBanner("This page stopped responding."));
    go("#other");
    expect(banner()).not.toBeNull();
  });

  test("shows nothing of a link that has left the address meanwhile", async () => {
    const offered = vi.fn(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      showBanner(reviewBanner(offer()));
    });
    followLinks(offered, invalidation);
    go(await encodeLink(content));
    await eventually(() => expect(offered).toHaveBeenCalled());
    go("#heading");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(banner()).toBeNull();
  });

  test("gives the content, and what forgets the link", async () => {
    const offered = vi.fn();
    history.replaceState(null, "", await encodeLink(content));
    followLinks(offered, invalidation);
    await eventually(() => expect(offered).toHaveBeenCalledWith(content, expect.any(Function)));
    offered.mock.calls[0][1]();
    expect(location.href).toMatch(/\/lab\?a=1$/);
  });

  test.each([
    [undefined, /copied. The page is as it was published\.$/],
    ["Your notebook is as it was.", /copied. Your notebook is as it was\.$/]
  ])("says what is wrong with a link, and what is unchanged: %s", async (unchanged, message) => {
    history.replaceState(null, "", "#cells=AAAA");
    followLinks(() => {}, invalidation, {unchanged});
    await eventually(() => expect(words(banner()!.querySelector("p"))).toMatch(message));
    expect(document.activeElement).toBe(banner());
    go("#heading");
    expect(banner()).toBeNull();
  });
});
