/**
 * Returns a script for a page that runs *code* there, and in each worker that the page starts, before all else. The workers begin as
 * modules of the page's own, so the page must be opened with `bypassCSP`.
 */
export function everyThread(code: string): string {
  return `{${code}\n}
{
  const WorkerHere = globalThis.Worker;
  const moduleOf = (text) => URL.createObjectURL(new Blob([text], {type: "text/javascript"}));
  if (WorkerHere)
    globalThis.Worker = class Worker extends WorkerHere {
      constructor(url, options) {
        const first = moduleOf(${JSON.stringify(`{${code}\n}`)});
        super(moduleOf(\`import "\${first}"; import "\${new URL(url, location.href)}";\`), options);
      }
    };
}`;
}
