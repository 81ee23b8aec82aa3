import type { Notify } from '../../config/read-notify.js';
import { readConfig } from '../../library/read-config.js';
import type { NotifyShape } from '../../model/notify-words.js';
import { urlIn } from '../../model/url-in.js';
import { fromEnvironment } from '../flags/instance-flags.js';
import { knownSecrets, learnWebhook, postNotice } from '../../octopus/index.js';
import { messageOf } from '../../report/notification/message.js';
import { isWanted, noticeOf, type Noted } from '../../report/notification/notice.js';
import type { Notification } from '../../report/notification/notification-shape.js';
import { visible } from '../../report/visible.js';
import { BaseCommand } from './base-command.js';

interface GivenFlags {
  readonly config?: string | undefined;
  readonly notify: readonly string[];
  readonly 'notify-as': NotifyShape;
  readonly 'notify-link'?: string | undefined;
}

/** A command whose end webhooks are told of, whatever it was; none of them changes how it ends (docs/notifications.md). */
export abstract class NotifyingCommand extends BaseCommand {
  /** What is told beside the exit code, as far as the command has come. */
  protected noted: Noted | undefined;

  #about: { readonly command: Notification['command']; readonly flags: GivenFlags } | undefined;

  /** From now on, the end is told. */
  protected tellsEnd(command: Notification['command'], flags: GivenFlags): void {
    for (const given of flags.notify) if (!given.startsWith('env:')) learnWebhook(given);
    this.#about = { command, flags };
  }

  override async finally(error: Error | undefined): Promise<void> {
    await super.finally(error);
    if (this.#about === undefined || BaseCommand.isTelling) return;
    const { command, flags } = this.#about;
    // A configuration that is broken was the command's to tell.
    const config = await readConfig(flags.config).catch(() => undefined);
    const link = urlIn(flags['notify-link'] ?? '');
    const notification = noticeOf(command, Number(process.exitCode ?? 0), {
      ...{ noted: this.noted, tool: this.config.version },
      ...(link && /^https?:$/.test(link.protocol) && { link: link.href }),
    });
    const told = [...(config?.notify ?? []).filter(({ when }) => isWanted(notification, when)), ...givenBy(flags)];
    const failures = await Promise.all(
      told.map(async (one) => {
        const address = 'url' in one ? one.url : fromEnvironment(one.urlEnv);
        if (address !== undefined) return postNotice(address, messageOf(notification, one.shape));
        return 'url' in one ? undefined : `The environment variable ${one.urlEnv} holds no URL of a webhook.`;
      }),
    );
    for (const failure of failures)
      if (failure !== undefined) process.stderr.write(`${visible(knownSecrets.hide(`Nobody was told: ${failure}`))}\n`);
  }
}

type Told = Pick<Notify, 'urlEnv' | 'shape'> | { readonly url: string; readonly shape: NotifyShape };

const givenBy = (flags: GivenFlags): readonly Told[] =>
  flags.notify.map((given) =>
    given.startsWith('env:')
      ? { urlEnv: given.slice('env:'.length), shape: flags['notify-as'] }
      : { url: given, shape: flags['notify-as'] },
  );
