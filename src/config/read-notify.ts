import { notifyShapes, notifyTimes, type NotifyShape, type NotifyTime } from '../model/notify-words.js';
import type { YamlValue } from './yaml-value.js';

/** A webhook that is told of the end of a command. Its URL is a secret: it is in an environment variable. */
export interface Notify {
  readonly urlEnv: string;
  readonly shape: NotifyShape;
  readonly when: NotifyTime;
}

export const variablePattern = '^[A-Za-z_]\\w*$';

const noUrl = 'The URL of a webhook is a secret: put it into an environment variable, and name that with urlEnv.';

/** Reads `notify`; nothing of a wrong value is repeated, as it may be the URL. */
export const readNotify = (section: YamlValue): readonly Notify[] => {
  const items = section.items();
  if (!items && !section.isNothing) section.wrong('notify is no list.', 'Write "- urlEnv: NAME" below it.');
  return (items ?? []).flatMap((item) => {
    const { urlEnv, shape, when } = item.fields('notify', ['urlEnv', 'shape', 'when'], { url: noUrl });
    if (!urlEnv) item.wrong('There is no urlEnv in notify.', noUrl);
    const name = urlEnv?.word('urlEnv');
    if (urlEnv && (name === undefined || !new RegExp(variablePattern).test(name)))
      urlEnv.wrong('urlEnv names no environment variable.', noUrl);
    return {
      urlEnv: name ?? '',
      shape: wordOf(shape, 'shape', notifyShapes) ?? 'generic',
      when: wordOf(when, 'when', notifyTimes) ?? 'changes',
    };
  });
};

const wordOf = <Word extends string>(
  value: YamlValue | undefined,
  what: string,
  words: readonly Word[],
): Word | undefined => {
  const said = value?.word(what);
  const found = words.find((word) => word === said);
  if (value && found === undefined)
    value.wrong(`${what} of notify is none that there is.`, `Write one of ${words.join(', ')}.`);
  return found;
};
