// Rules of docs/rules.md that the code does not follow yet: id → what is missing. Whoever builds one cites it in code and
// test and takes it out here; the test of docs/rules.md demands that.
export const notBuilt = {
  'names-built-in-feeds': 'built-in feeds are known by their IDs in the first space only.',
  'names-server-teams': 'teams of the whole server are not looked up.',
  'names-ids-anywhere': 'template defaults, triggers’ slugs and JSON nested in strings are not searched.',
  'names-text-stays': 'in fields without a rule, any known ID becomes a reference.',
  'scope-leave-existing': 'where members match, the scope follows the source.',
  'scope-widened-here': 'only the source’s list is looked at.',
  'scope-exclusion-of-nothing': 'such a loss is marked as widened.',
  'scope-own-stays': 'the default is `drop`, and a list of own members alone counts as empty in comparisons.',
  'variable-collapse-exact': 'the first in source order always wins.',
  'variable-leave-existing': 'the value follows under `overwriteExistingVariables: true`.',
  'variable-prompt': 'prompt settings are not compared by themselves.',
  'variable-plain-beside-secret': 'the other value is added.',
  'compare-by-meaning': 'a few comparisons still go by text.',
  'process-slug-references': 'slugs are carried as the source has them.',
  'process-removal-users': 'the review does not name them.',
  'version-one-apart': 'any other minor version is an error.',
  'version-sub-types': 'fields are judged by type alone.',
  'seen-in-diff': 'most of these are seen by the server only.',
};
