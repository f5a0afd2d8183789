/**
 * Returns where a thread's share of *count* things begins, of so many *threads*: it ends where that of the next begins. What a
 * thread makes does not depend on how many there are.
 */
export function shareOf(count: i32, thread: i32, threads: i32): i32 {
  return <i32>((<i64>count * thread) / threads);
}
