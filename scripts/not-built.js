// Rules of docs/rules.md that the code does not follow yet: id → what is missing. Whoever builds one cites it in code and
// test and takes it out here; the test of docs/rules.md demands that.
export const notBuilt = {};
