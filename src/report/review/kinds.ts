import { cleanUpKinds, warningKinds } from '../../model/kinds.js';

/** How a kind of finding is called where people read it, and how loud it is. */
export interface KindWords {
  readonly title: string;
  readonly means: string;
  readonly tone: Tone;
}

export type Tone = 'danger' | 'warn' | 'todo';

/** Kinds of findings as they are listed, the worst first. */
const listed = [
  'conflict',
  'partial',
  'gate',
  'error',
  'blocked',
  'rename',
  'removed',
  ...warningKinds,
  'warning',
  ...cleanUpKinds,
] as const;

const kinds: Readonly<Record<(typeof listed)[number], KindWords>> = {
  conflict: {
    title: 'Conflicts',
    means: 'Each changed on the source and on the destination since the last sync, and not alike.',
    tone: 'danger',
  },
  rename: {
    title: 'Probably renamed',
    means: 'New on the source and gone there under another name: one thing, or two?',
    tone: 'danger',
  },
  removed: {
    title: 'Removed on the source',
    means: 'Since the last sync. They are still here, as the source had them.',
    tone: 'warn',
  },
  partial: { title: 'Not all of it', means: 'Somebody asked for some types only.', tone: 'warn' },
  gate: { title: 'Gates', means: 'Apply refuses the changeset until somebody allows each.', tone: 'danger' },
  error: { title: 'Errors', means: 'These items cannot be written as they are.', tone: 'danger' },
  blocked: { title: 'Blocked', means: 'Not written: what they need is missing on the destination.', tone: 'danger' },
  'scope-widened': {
    title: 'Scope widened',
    means: 'Applies to more than on the source, or than it does on the destination: a scope lost all its members.',
    tone: 'danger',
  },
  'removed-on-source': {
    title: 'Removed as on the source',
    means: 'The source has removed these; the destination has not touched them, and loses them.',
    tone: 'danger',
  },
  'renamed-on-source': {
    title: 'Renamed as on the source',
    means: 'These get the name that the source has given them.',
    tone: 'warn',
  },
  'step-removed': { title: 'Steps removed', means: 'Steps of the destination that the source lacks.', tone: 'danger' },
  'destination-scope-dropped': {
    title: 'Destination scope dropped',
    means: 'A scope that only the destination has gives way to that of the source.',
    tone: 'danger',
  },
  'plain-beside-secret': {
    title: 'Plain beside a secret',
    means: 'A value is plain on one side and a secret on the other; nothing is added beside it.',
    tone: 'warn',
  },
  'beside-own-secret': {
    title: 'Beside the destination’s secret',
    means: 'What belongs to a secret follows the source, while the secret stays that of the destination.',
    tone: 'danger',
  },
  'may-run-at-once': {
    title: 'May run at once',
    means: 'An enabled trigger changes: the server may act on it.',
    tone: 'danger',
  },
  'runs-beside-another': {
    title: 'Runs beside another step',
    means: 'A step that starts with the one before it has another one before it now.',
    tone: 'warn',
  },
  'template-behind': {
    title: 'Behind its template',
    means: 'A step says the newest version of its template and has the content of an older one.',
    tone: 'warn',
  },
  'id-in-text': {
    title: 'IDs in texts',
    means:
      'A value or a script says an ID of the source: it is carried as it is, and means something else here, or nothing.',
    tone: 'warn',
  },
  'minimum-lowered': {
    title: 'Minimum lowered',
    means: 'A phase asks for no more environments than it has here.',
    tone: 'warn',
  },
  'unresolved-dropped': { title: 'References dropped', means: 'They lead nowhere on the source.', tone: 'warn' },
  'default-kept': { title: 'Default kept', means: 'The destination keeps its own default.', tone: 'warn' },
  'field-unknown': { title: 'Unknown fields', means: 'Fields that the destination may not know.', tone: 'warn' },
  'retention-capped': { title: 'Retention capped', means: 'Kept for less time than on the source.', tone: 'warn' },
  'git-credential-missing': {
    title: 'Git credentials missing',
    means: 'A new project can be converted to Git once these are there.',
    tone: 'warn',
  },
  warning: { title: 'Warnings', means: 'About all of it.', tone: 'warn' },
  'replace-secret': {
    title: 'Secrets to replace',
    means: 'A placeholder stands in for a secret until somebody enters it.',
    tone: 'todo',
  },
  'supply-secret': {
    title: 'Secrets to supply',
    means: 'Nothing can stand in for these: supply them when it is applied (--secrets).',
    tone: 'todo',
  },
  'replace-value': { title: 'Values to replace', means: 'Enter the value that is meant here.', tone: 'todo' },
  'convert-project': {
    title: 'Projects to convert to Git',
    means: 'In Git on the source, and new here.',
    tone: 'todo',
  },
  'publish-runbook': { title: 'Runbooks to publish', means: 'A new runbook has no published snapshot.', tone: 'todo' },
  'enable-trigger': { title: 'Triggers to enable', means: 'They come disabled.', tone: 'todo' },
  check: { title: 'To check', means: 'Look at these after they are applied.', tone: 'todo' },
};

/** The words for a kind; one that is not in the list goes by its own name and is a warning. */
export const wordsFor = (kind: string): KindWords => {
  const known = listed.find((one) => one === kind);
  return known === undefined ? { title: kind, means: '', tone: 'warn' } : kinds[known];
};

/** Kinds as they are listed: the worst first, what is not in the list last. */
export const byUrgency = (one: string, other: string): number => rank(one) - rank(other);

const rank = (kind: string): number => {
  const index = listed.findIndex((one) => one === kind);
  return index < 0 ? listed.length : index;
};
