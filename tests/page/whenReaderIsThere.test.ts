// @vitest-environment jsdom
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {whenReaderIsThere} from "../../components/page/whenReaderIsThere.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function happen(type: string, values = {}): void {
  document.dispatchEvent(Object.assign(new Event(type, {bubbles: type !== "scroll"}), values));
}

test.each(["pointermove", "keydown", "focusin"])(
  "whenReaderIsThere(act) acts once, at the first %s",
  (type) => {
    const act = vi.fn();
    whenReaderIsThere(act);
    expect(act).not.toHaveBeenCalled();
    happen(type);
    happen("pointerdown");
    expect(act).toHaveBeenCalledOnce();
  }
);

test.each<[string, object?]>([["scroll"], ["wheel"], ["pointerdown", {pointerType: "touch"}]])(
  "whenReaderIsThere(act) waits after a %s until the page rests",
  (type, values = {}) => {
    const act = vi.fn();
    whenReaderIsThere(act);
    for (let i = 0; i < 5; ++i) {
      happen(type, values);
      vi.advanceTimersByTime(200);
    }
    expect(act).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(act).toHaveBeenCalledOnce();
  }
);
