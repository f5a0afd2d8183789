// @vitest-environment jsdom
import {expect, test, vi} from "vitest";
import {whenReaderIsThere} from "../../components/page/firstSign.js";

test.each(["pointermove", "keydown", "focusin", "wheel", "scroll"])(
  "whenReaderIsThere(act) acts once, at the first %s",
  (type) => {
    const act = vi.fn();
    whenReaderIsThere(act);
    expect(act).not.toHaveBeenCalled();
    document.dispatchEvent(new Event(type, {bubbles: type !== "scroll"}));
    document.dispatchEvent(new Event("pointerdown", {bubbles: true}));
    expect(act).toHaveBeenCalledOnce();
  }
);
