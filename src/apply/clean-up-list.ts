import type { Change, Changeset } from '../changeset/changeset.js';
import type { JsonObject } from '../model/json.js';
import type { Pointer } from '../model/pointer.js';
import type { CleanUp } from '../model/reason.js';

/** What a person must still do after a changeset has been applied (rules apply-clean-up). */
export interface CleanUpList {
  readonly destination: { readonly url: string; readonly space: string };
  readonly digest: string;
  readonly items: readonly {
    /** The id of the change. */
    readonly id: string;
    /** Its page in the Octopus portal, where there is one. */
    readonly page?: string;
    readonly todo: readonly CleanUp[];
  }[];
}

export interface KnownOfRun {
  /** True for a secret that was supplied, so that nothing is left to do. */
  readonly isSupplied?: (changeId: string, pointer: Pointer) => boolean;
  readonly pageOf?: (change: Change) => string | undefined;
}

/** The list of what a person must still do, by change. */
export const cleanUpList = (
  { changes, destination, digest }: Changeset,
  { isSupplied = () => false, pageOf = () => undefined }: KnownOfRun = {},
): CleanUpList => ({
  destination: { url: destination.url, space: destination.space },
  digest,
  items: changes.flatMap((change) => {
    const todo = change.cleanUp.filter(({ at }) => !isSupplied(change.id, at));
    const page = pageOf(change);
    return todo.length === 0 ? [] : [{ id: change.id, ...(page !== undefined && { page }), todo }];
  }),
});

/** The list as JSON, for scripts and tickets. */
export const cleanUpAsJson = ({ destination, digest, items }: CleanUpList): JsonObject => ({
  format: 'octosync-cleanup/1',
  destination: { ...destination },
  digest,
  items: items.map(({ id, page, todo }) => ({
    id,
    ...(page !== undefined && { page }),
    todo: todo.map(({ kind, at, says }) => ({ kind, at, says })),
  })),
});

/** The list in Markdown. Names and values are escaped. */
export const cleanUpAsMarkdown = ({ destination, items }: CleanUpList): string => {
  const head = `# To do by hand in space ${escape(destination.space)} of ${escape(destination.url)}\n`;
  if (items.length === 0) return `${head}\nNothing.\n`;
  const sections = items.map(({ id, page, todo }) =>
    [
      `## ${escape(id)}`,
      '',
      ...(page === undefined ? [] : [`<${page}>`, '']),
      ...todo.map(({ at, says }) => `- [ ] ${escape(says)}${at === '' ? '' : ` (${escape(at)})`}`),
    ].join('\n'),
  );
  return `${head}\n${sections.join('\n\n')}\n`;
};

const escape = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\`*_[\]<>#|]/g, '\\$&');
