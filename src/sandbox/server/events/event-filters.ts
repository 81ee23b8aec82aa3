import { textIn, textsIn } from '../documents.js';
import { badRequest } from '../refusal.js';
import type { StoredEvent } from './event-log.js';

/** Whether an event is what one filter of a query asks for (octopus-api events). */
type EventFilter = (stored: StoredEvent, asked: string) => boolean;

const listOf = (asked: string): readonly string[] => asked.split(',').map((one) => one.trim());

const relatedTo = ({ event }: StoredEvent): readonly string[] => textsIn(event, 'RelatedDocumentIds');

const regardingAny: EventFilter = (stored, asked) => listOf(asked).some((id) => relatedTo(stored).includes(id));

const among =
  (...fields: readonly string[]): EventFilter =>
  ({ event }, asked) =>
    fields.some((field) => listOf(asked).includes(textIn(event, field)));

const time = (name: string, asked: string): number => {
  const at = Date.parse(asked);
  if (Number.isNaN(at)) throw badRequest(`'${name}' is '${asked}', which is no time.`);
  return at;
};

const number = (name: string, asked: string): number => {
  if (!/^\d+$/.test(asked)) throw badRequest(`'${name}' is '${asked}', which is no number.`);
  return Number(asked);
};

const occurred = ({ event }: StoredEvent): number => Date.parse(textIn(event, 'Occurred'));

/** The categories of a group. Only documents are written here. */
export const eventGroups: Readonly<Record<string, readonly string[]>> = {
  Document: ['Created', 'Modified', 'Deleted'],
};

export const eventFilters: Readonly<Record<string, EventFilter>> = {
  ids: among('Id'),
  regarding: (stored, asked) => listOf(asked).every((id) => relatedTo(stored).includes(id)),
  regardingAny,
  projects: regardingAny,
  projectGroups: regardingAny,
  environments: regardingAny,
  tenants: regardingAny,
  tags: regardingAny,
  from: (stored, asked) => occurred(stored) >= time('from', asked),
  to: (stored, asked) => occurred(stored) <= time('to', asked),
  // Bounds are exclusive: "after", "before".
  fromAutoId: ({ autoId }, asked) => autoId > number('fromAutoId', asked),
  toAutoId: ({ autoId }, asked) => autoId < number('toAutoId', asked),
  user: among('UserId', 'Username'),
  users: among('UserId'),
  eventCategories: among('Category'),
  eventGroups: ({ event }, asked) =>
    listOf(asked).some((group) => eventGroups[group]?.includes(textIn(event, 'Category'))),
  eventAgents: among('UserAgent'),
  documentTypes: ({ documentType }, asked) => listOf(asked).includes(documentType),
  includeInternalEvents: () => true,
};

/** What the list of events takes in its query. */
export const eventQuestions: readonly string[] = [
  ...Object.keys(eventFilters),
  'skip',
  'take',
  'excludeDifference',
  'includeSystem',
];
