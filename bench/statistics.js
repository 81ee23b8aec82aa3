/** The value in the middle. */
export const median = (values) =>
  [...values].sort((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? 0;

/** How far the lowest and the highest are apart, in percent of the median; undefined for a single value. */
export const spread = (values) =>
  values.length < 2 ? undefined : ((Math.max(...values) - Math.min(...values)) / median(values)) * 100;

/** Does the work so often, one after the other; gives all results. */
export const repeat = async (times, work) => {
  const results = [];
  for (let time = 0; time < times; time += 1) results.push(await work(time));
  return results;
};
