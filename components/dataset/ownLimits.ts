/** How many classes a reader can have, and how many images of each: the least with which there is something to test. */
export const ownLimits = {leastClasses: 2, mostClasses: 10, leastImages: 4, mostImages: 500} as const;
