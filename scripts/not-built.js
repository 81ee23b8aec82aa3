// Rules of docs/rules.md that the code does not follow yet: id → what is missing. Whoever builds one cites it in code and
// test and takes it out here; the test of docs/rules.md demands that.
export const notBuilt = {
  'names-built-in-feeds': 'built-in feeds are known by their IDs in the first space only.',
  'names-server-teams': 'teams of the whole server are not looked up.',
  'names-ids-anywhere': 'template defaults, triggers’ slugs and JSON nested in strings are not searched.',
  'names-text-stays': 'in fields without a rule, any known ID becomes a reference.',
  'select-include-changes-nothing': 'a certificate that comes along replaces the one that exists.',
  'compare-by-meaning': 'a few comparisons still go by text.',
  'process-slug-references': 'slugs are carried as the source has them.',
  'process-removal-users': 'the review does not name them.',
  'version-sub-types': 'fields are judged by type alone.',
};
