/** The list itself, for a test that goes through it: one that is empty would let the test pass without a look. */
export const atLeastOne = <List extends readonly unknown[]>(list: List): List => {
  if (list.length === 0) throw new Error('The list to go through is empty: this test would check nothing.');
  return list;
};
