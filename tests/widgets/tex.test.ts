// @vitest-environment jsdom
import {expect, test} from "vitest";
import {tex} from "../../components/widgets/tex.js";

test("tex`…` and tex.block`…` set a formula, its values and its symbols included", () => {
  const inline = tex`\s F(${5}) = 0.1`;
  expect(inline.tagName).toBe("SPAN");
  expect(inline.querySelector(".katex-html")!.textContent).toBe("F(5)=0.1");
  expect(inline.querySelector<HTMLElement>("[data-symbol]")!.dataset.symbol).toBe("F");
  expect(inline.querySelector("math annotation")!.textContent).toBe("F(5) = 0.1");
  expect(tex.block`x`.querySelector(".katex-display")).not.toBeNull();
  expect(() => tex`\frac{1`).toThrow();
});
