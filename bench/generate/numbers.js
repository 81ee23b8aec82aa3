/** 0, 1, 2 … so many. */
export const numbers = (count) => Array.from({ length: count }, (_, number) => number);
