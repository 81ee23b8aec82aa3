import { closeSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import { writtenBefore, type Journal, type JournalOf } from '../changeset/journal.js';
import type { JsonObject } from '../model/json.js';
import { isCode } from '../model/node-errors.js';
import { knownSecrets } from '../octopus/known-secrets.js';
import { appendLine } from './append-line.js';
import { openImages } from './images-file.js';
import { lockFile } from './lock.js';

/**
 * Opens the journal of a changeset (`changeset.journal.jsonl`) and takes its lock. Throws UsageError for a journal of
 * another changeset or destination, while another apply works with it, and for what cannot be written: then the request
 * that was to follow is not sent.
 */
export const openJournal = (path: string, of: JournalOf): Journal => {
  const unlock = lockFile(`${path}.lock`, 'Another apply works on this changeset');
  try {
    const written = writtenBefore(readText(path), of, path);
    const file = openSync(path, 'a', 0o600);
    const write = (entry: JsonObject): void => {
      appendLine(file, path, { when: new Date().toISOString(), ...entry });
      fsyncSync(file);
    };
    write({ event: 'begin', ...of });
    const { close, ...images } = openImages(`${path.replace(/(journal)?\.jsonl$/, '')}before.jsonl`, of);
    return {
      written,
      ...images,
      before: (id, method, route) => write({ event: 'before', id, method, path: route }),
      answered: (id, method, route) => write({ event: 'answered', id, method, path: route }),
      after: (id, outcome, why) =>
        write({ event: 'after', id, outcome, ...(why !== undefined && { why: knownSecrets.hide(why) }) }),
      end: (outcome) => {
        try {
          write({ event: 'end', outcome });
        } finally {
          close();
          closeSync(file);
          unlock();
        }
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
};

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return '';
    throw error;
  }
};
