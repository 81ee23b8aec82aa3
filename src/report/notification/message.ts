import type { JsonObject } from '../../model/json.js';
import type { NotifyShape } from '../../model/notify-words.js';
import { visible } from '../visible.js';
import type { Row } from './notice.js';
import type { Notification } from './notification-shape.js';

/** The body that a webhook of this shape takes. Names come from servers: none is a mention, a link or a heading there. */
export const messageOf = (notification: Notification, shape: NotifyShape): JsonObject => messages[shape](notification);

/** Slack takes 50 blocks and Teams 28 kB: more rows than these are counted. */
const mostRows = 40;

const rowsOf = ({ rows }: Notification, said: (text: string) => string): readonly string[] => {
  const lines = rows.slice(0, mostRows).map((row) => said(visible(lineOf(row))));
  return rows.length > mostRows ? [...lines, `and ${rows.length - mostRows} more.`] : lines;
};

/** `main: Default (dev) to Default (prod): 3 new, 1 changed`. */
const lineOf = ({ sync, source, destination, failed, digest, counts }: Row): string =>
  [
    sync,
    source && destination ? `${sideSays(source)} to ${sideSays(destination)}` : undefined,
    failed ? 'not planned' : counts.map(({ of, count }) => `${count} ${of}`).join(', ') || 'nothing',
    digest?.slice(0, 'sha256:'.length + 12),
  ]
    .filter((part) => part !== undefined)
    .join(': ');

const sideSays = ({ instance, space }: NonNullable<Row['source']>): string =>
  instance === undefined ? space : `${space} (${instance})`;

/** Blocks of plain text: nothing in them is a mention or a link. The text above them is what a notification shows. */
const slack = (notification: Notification): JsonObject => {
  const { says, exitCode, link } = notification;
  const rows = rowsOf(notification, forSlack);
  return {
    text: says,
    blocks: [
      { type: 'section', text: plain(`${says} (exit code ${exitCode})`) },
      ...rows.map((row) => ({ type: 'section', text: plain(row) })),
      ...(link === undefined
        ? []
        : [
            {
              type: 'section',
              text: { type: 'mrkdwn', text: `<${forSlack(new URL(link).href).replaceAll('|', '%7C')}|More>` },
            },
          ]),
    ],
  };
};

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });

/** What Slack reads as the begin of a mention or a link (`<!here>`), and an @ that an app might take for one. */
const forSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('@', '@\u200b');

/** An Adaptive Card, as Workflows of Teams take it. Its text runs are no Markdown, as text blocks would be. */
const teams = (notification: Notification): JsonObject => {
  const { says, exitCode, link } = notification;
  const lines = rowsOf(notification, (text) => text.replaceAll('@', '@\u200b').replaceAll('<', '‹'));
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [run(`${says} (exit code ${exitCode})`, { weight: 'Bolder' }), ...lines.map((line) => run(line, {}))],
          ...(link !== undefined && { actions: [{ type: 'Action.OpenUrl', title: 'More', url: new URL(link).href }] }),
        },
      },
    ],
  };
};

const run = (text: string, more: JsonObject) => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text, ...more }],
});

const generic = (notification: Notification): JsonObject => JSON.parse(JSON.stringify(notification)) as JsonObject;

const messages: Readonly<Record<NotifyShape, (notification: Notification) => JsonObject>> = { generic, slack, teams };
