/**
 * What is left out with what a person leaves out: each change that needs one that is left out, with that one.
 * octosync pick says the same.
 * @param {readonly (readonly number[])[]} needs of each change, the changes that must be done before
 * @param {(change: number) => boolean} isLeftOut
 * @returns {Map<number, number>}
 */
const followersOf = (needs, isLeftOut) => {
  /** @type {Map<number, number>} */
  const followers = new Map();
  for (let before = -1; before !== followers.size;) {
    before = followers.size;
    needs.forEach((needed, change) => {
      if (isLeftOut(change) || followers.has(change)) return;
      const gone = needed.find((one) => isLeftOut(one) || followers.has(one));
      if (gone !== undefined) followers.set(change, gone);
    });
  }
  return followers;
};
