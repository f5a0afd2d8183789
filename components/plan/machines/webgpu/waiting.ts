// A workaround. Firefox sees on a timer of 100 ms what a device has completed, so that even an idle device takes as long to map
// a buffer (https://bugzilla.mozilla.org/show_bug.cgi?id=1870699). But each submission makes it look at once, as jax-js found
// (https://github.com/ekzhang/jax-js, src/backend/webgpu/firefoxPoll.ts). To be deleted when no Firefox in use does so.

/** Resolves to what *work* does, such as a map of a buffer, as soon as the device has completed it. */
export type Wait = <T>(work: Promise<T>) => Promise<T>;

/** An idle device maps a buffer in less, about 1 ms, unless a timer is in the way. */
const idleMs = 20;

/** Between two submissions. A browser makes it 4 ms where a wait is long, which keeps the submissions few. */
const pollMs = 1;

const known = new WeakMap<GPUDevice, Promise<Wait>>();

/** Returns how to wait for a *device*. It is found out once, by mapping a buffer, so the device should be idle. */
export function waitFor(device: GPUDevice): Promise<Wait> {
  const wait = known.get(device) ?? findWait(device);
  known.set(device, wait);
  return wait;
}

async function findWait(device: GPUDevice): Promise<Wait> {
  return (await completesByTimer(device)) ? pollingWait(device) : (work) => work;
}

async function completesByTimer(device: GPUDevice): Promise<boolean> {
  const buffer = device.createBuffer({size: 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST});
  const mapMs = async () => {
    const start = performance.now();
    await buffer.mapAsync(GPUMapMode.READ);
    buffer.unmap();
    return performance.now() - start;
  };
  await mapMs(); // ends when a timer ticks: the next one waits for a whole period
  const slow = (await mapMs()) > idleMs && (await mapMs()) > idleMs; // twice: something else may have come between once
  buffer.destroy();
  return slow;
}

/** Returns a wait that submits nothing, again and again, while there is work or until the device is lost. */
function pollingWait(device: GPUDevice): Wait {
  let waiting = 0;
  let polls = false;
  let lost = false;
  void device.lost.then(() => (lost = true));

  function poll(): void {
    polls = waiting > 0 && !lost;
    if (!polls) return;
    device.queue.submit([device.createCommandEncoder().finish()]);
    setTimeout(poll, pollMs);
  }

  return async (work) => {
    waiting++;
    if (!polls) setTimeout(poll, pollMs);
    polls = true;
    try {
      return await work;
    } finally {
      waiting--;
    }
  };
}
