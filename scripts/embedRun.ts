import type {BrowserContext, Page} from "playwright-core";
import type {FrameMessage} from "../components/embed/frameMessages.js";

/** What the embedded figure told while it trained. */
export interface EmbedRun {
  messages: FrameMessage[];
  /** Training error of every step, by network. */
  trainingError: Map<string, number[]>;
}

/** Options of trainEmbedded. */
export interface EmbedRunOptions {
  timeoutMs: number;
  onMessage?: (message: FrameMessage) => void;
  /** Called when training has ended, while the page is still there. */
  beforeClose?: (page: Page) => Promise<void>;
}

/** Opens the embedded figure below *site* with a *query*, and resolves to what it told, when it has ended. */
export async function trainEmbedded(
  context: BrowserContext,
  site: string,
  query: URLSearchParams,
  {timeoutMs, onMessage, beforeClose}: EmbedRunOptions
): Promise<EmbedRun> {
  const page = await context.newPage();
  const run: EmbedRun = {messages: [], trainingError: new Map()};
  let settle: {resolve(): void; reject(error: Error): void};
  const ended = new Promise<void>((resolve, reject) => (settle = {resolve, reject}));
  const timer = setTimeout(
    () => settle.reject(new Error(`training did not end in ${timeoutMs / 1000} s`)),
    timeoutMs
  );
  await page.exposeFunction("tellScript", (message: FrameMessage) => {
    take(run, message);
    onMessage?.(message);
    if (message.type === "error") settle.reject(new Error(message.message));
    if (message.type === "done") settle.resolve();
  });
  await page.addInitScript(() => {
    const scope = globalThis as unknown as {tellScript(message: unknown): void};
    window.addEventListener(
      "message",
      ({data}) => data?.source === "residual-course" && scope.tellScript(data)
    );
  });
  try {
    await page.goto(new URL(`embed/retrain?${query}`, site).href);
    await ended;
    await beforeClose?.(page);
    return run;
  } finally {
    clearTimeout(timer);
    await page.close();
  }
}

/** Returns the mean of a network's last *count* training errors. */
export function lastMean({trainingError}: EmbedRun, net: string, count = 20): number {
  const errors = (trainingError.get(net) ?? []).slice(-count);
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

function take({messages, trainingError}: EmbedRun, message: FrameMessage): void {
  messages.push(message);
  if (message.type !== "step") return;
  const errors = trainingError.get(message.net) ?? [];
  for (const point of message.points) errors[point.step - 1] = point.trainingError;
  trainingError.set(message.net, errors);
}
