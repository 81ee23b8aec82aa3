import type { Changeset } from '../changeset/changeset.js';
import { alarms, cleanUps, editsIn, extentOf, nameOf, oneLine, reasonText, says } from './describe.js';
import { visible } from './visible.js';

/** A changeset as Markdown for a pull request: every name and value is escaped. */
export const markdownReport = (changeset: Changeset, { details }: { readonly details: boolean }): string => {
  const { source, destination, changes, left, skipped, unsupported } = changeset;
  return [
    `## octosync: ${escape(source.space)} (${escape(source.url)}) → ${escape(destination.space)} (${escape(destination.url)})`,
    list('Needs your eyes', alarms(changeset)),
    changes.length === 0 ? 'No changes.' : changesTable(changeset),
    ...(details ? changes.map(changeDetails) : []),
    list(
      'Left as it is on the destination',
      left.map((entry) => `${nameOf(entry)}: ${says(entry)}`),
    ),
    list(
      'Skipped',
      skipped.map((entry) => `${nameOf(entry)}: ${says(entry)}`),
    ),
    list(
      'Unsupported',
      unsupported.map((entry) => `${nameOf(entry)}: ${says(entry)}`),
    ),
    list('To do by hand afterwards', cleanUps(changeset)),
    `Digest: ${changeset.digest}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};

const list = (title: string, texts: readonly string[]): string =>
  texts.length === 0 ? '' : [`### ${title}`, '', ...texts.map((text) => `- ${escape(text)}`)].join('\n');

const changesTable = ({ changes }: Changeset): string =>
  [
    '| order | action | what | extent |',
    '| ---: | --- | --- | --- |',
    ...changes.map((change) => `| ${change.order} | ${change.action} | ${escape(change.id)} | ${extentOf(change)} |`),
  ].join('\n');

const changeDetails = (change: Changeset['changes'][number]): string => {
  const rows =
    change.action === 'create'
      ? Object.entries(change.document).map(
          ([field, value]) => `| add | ${escape(field)} |  | ${escape(oneLine(value))} |`,
        )
      : editsIn(change.patch).map(({ op, at, before, after, from }) => {
          const old = op === 'move' ? (from ?? '') : oneLine(before);
          return `| ${op} | ${escape(at)} | ${escape(old)} | ${escape(oneLine(after))} |`;
        });
  const reasons = change.reasons.map((reason) => `- ${escape(reasonText(reason))}`);
  return [
    `#### ${change.action} ${escape(change.id)}`,
    '',
    '| edit | where | before | after |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...reasons,
  ].join('\n');
};

const escape = (text: string): string =>
  visible(text).replaceAll(/[\\`*_{}[\]<>#|~@&!()]/g, (character) => `\\${character}`);
