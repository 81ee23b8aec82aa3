import { defectsIn } from '../model/defects.js';
import { UsageError } from '../model/errors.js';
import { isObject } from '../model/json.js';
import { parseJson, whyUnusable } from '../model/parse-json.js';
import { isOpen, isReceipt } from './checks.js';
import { openFormat, receiptFormat } from './format.js';
import type { OpenFile, Receipt } from './receipt.js';

/** Reads a receipt from its text; `where` names it in errors. Throws UsageError for anything unknown in it. */
export const parseReceipt = async (text: string, where: string): Promise<Receipt> => {
  const value = parse(text, receipts, where);
  if (isReceipt(value)) return value;
  // What can say why is loaded only here: it takes longer than all the rest.
  const { receiptShape } = await import('./receipt-shape.js');
  throw damaged(receipts, where, await defectsIn(receiptShape, value));
};

/** Reads what is open beside a base, like parseReceipt. */
export const parseOpen = async (text: string, where: string): Promise<OpenFile> => {
  const value = parse(text, opens, where);
  if (isOpen(value)) return value;
  const { openShape } = await import('./open-shape.js');
  throw damaged(opens, where, await defectsIn(openShape, value));
};

interface Kind {
  readonly called: string;
  readonly format: string;
  readonly remedy: string;
}

const receipts: Kind = {
  called: 'receipt',
  format: receiptFormat,
  remedy: 'Restore the file from Git, or apply the changeset again: what is done is recognized.',
};

const opens: Kind = {
  called: 'list of what is open',
  format: openFormat,
  remedy: 'Restore the base from Git, all of it.',
};

const parse = (text: string, { called, format, remedy }: Kind, where: string): unknown => {
  const parsed = parseJson(text);
  if (parsed.kind !== 'value')
    throw new UsageError({ what: `The ${called} cannot be read: ${whyUnusable(parsed)}.`, where, remedy });
  if (isObject(parsed.json) && parsed.json['format'] === format) return parsed.json;
  throw new UsageError({ what: `This is no ${called} of the format ${format}.`, where, remedy });
};

const damaged = ({ called, remedy }: Kind, where: string, details: readonly string[]): UsageError =>
  new UsageError({ what: `The ${called} is damaged.`, where, details, remedy });
