/**
 * Waits for *work*, but not on a device that is gone: rejects as *lost* does when that comes first. Reports the
 * device loss rather than errors it caused, which may arrive before it.
 */
export function onDevice<T>(
  work: Promise<T>,
  {lost, nextTask}: {lost?: Promise<never>; nextTask(): Promise<void>}
): Promise<T> {
  if (!lost) return work;
  const after = work.catch(async (error) => {
    await nextTask();
    throw error;
  });
  return Promise.race([after, lost]);
}
