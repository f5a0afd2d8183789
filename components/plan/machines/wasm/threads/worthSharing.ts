// What threads share must take longer than their meeting afterwards, some microseconds.

const leastMultiplyAdds = 250_000;
const leastNumbers = 32_768;

/** Returns whether a kernel of so many multiply–adds is worth the meeting of the threads that share it. */
export function manyProducts(multiplyAdds: number): boolean {
  return multiplyAdds >= leastMultiplyAdds;
}

/** Like manyProducts, for a kernel that goes over so many *numbers* once. */
export function manyNumbers(numbers: number): boolean {
  return numbers >= leastNumbers;
}
