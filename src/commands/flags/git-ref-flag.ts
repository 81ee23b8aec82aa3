import { Flags } from '@oclif/core';
import { isRef, type GitRef } from '../../model/git-refs.js';
import { UsageError } from '../../model/errors.js';

/** Names the ref of a project, before what the instance says (rules git-ref); a name may have `=` in it, a ref may not. */
export const gitRefFlag = Flags.custom<GitRef>({
  description: 'Ref at which a project in Git is read, or several by wildcards; its default branch unless named.',
  helpValue: 'PROJECT=REF',
  helpGroup: 'SELDOM',
  multiple: true,
  parse: (text) => {
    const [, project = '', ref = ''] = /^(.*[^=\s])\s*=\s*([^=]*)$/.exec(text) ?? [];
    if (project !== '' && isRef(ref)) return Promise.resolve({ project, ref });
    throw new UsageError({
      what: `--git-ref ${text} names no project and ref.`,
      remedy: "Write it like --git-ref 'OctoFX=release' or --git-ref '*=refs/heads/main'.",
    });
  },
})();
