import { isRef, type GitRef } from '../model/git-refs.js';
import { foldName } from '../model/names.js';
import type { YamlValue } from './yaml-value.js';

/** Reads `gitRefs` of an instance: which ref a project is read at, by its name or by wildcards (rules git-ref). */
export const readGitRefs = (section: YamlValue): readonly GitRef[] =>
  section.entries('gitRefs').reduce<readonly GitRef[]>((found, { key: project, value }) => {
    if (foldName(project) === 'all')
      value.wrong(`"${project}" is taken for the name of a project here.`, "Write '*' for all of them.");
    if (found.some((one) => foldName(one.project) === foldName(project)))
      value.wrong(`A ref for "${project}" is named already.`, 'Keep one of the two.');
    const ref = value.name(`The ref of "${project}"`);
    if (ref === undefined) return found;
    if (!isRef(ref)) value.wrong(`"${ref}" is no branch, tag or commit.`, 'Write it like main or refs/tags/v1.');
    return [...found, { project, ref }];
  }, []);
