import { textOf } from '../../src/model/json.js';
import { expect, it } from 'vitest';
import { apply } from '../../src/apply/index.js';
import { ruleDefects } from '../../src/changeset/rules/index.js';
import { diff } from '../../src/diff/index.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { settings, space } from '../builders/space.js';
import { taken, withServers } from '../property/two-spaces.js';

const withCertificate = (installation: string, thumbprint: string, notes: string): SpaceSnapshot =>
  space(installation)
    .item('certificates', ['TLS'], {
      Name: 'TLS',
      Notes: notes,
      Thumbprint: thumbprint,
      Archived: null,
      CertificateData: { $secret: true },
      Password: { $secret: true },
      EnvironmentIds: [],
      TenantTags: [],
      TenantedDeploymentParticipation: 'Untenanted',
    })
    .build();

it.each([
  ['content and notes', 'BB', 'new', ['PUT /certificates: Notes', 'POST /replace: CertificateData, Password']],
  ['content alone', 'BB', 'old', ['POST /replace: CertificateData, Password']],
  ['notes alone', 'AA', 'new', ['PUT /certificates: Notes']],
] as const)(
  'a certificate gets other %s: all that the changeset lists is sent (rules existing-certificate)',
  async (_what, thumbprint, notes, sent) => {
    const given = settings({ 'existing.certificates': 'update' }, { certificates: 'TLS' });
    await withServers(
      withCertificate('a', thumbprint, notes),
      withCertificate('b', 'AA', 'old'),
      async ({ source, destination }) => {
        const { client, instance } = destination;
        const changeset = diff(await taken(source), await taken(destination), given);
        expect(ruleDefects(changeset)).toEqual([]);
        const planned = await apply(changeset, client, {
          space: 'Default',
          allow: [],
          secretFor: () => 'secret',
          packageFile: () => undefined,
          dryRun: true,
          concurrency: 1,
          progress: () => undefined,
          confirm: () => Promise.resolve(true),
        });
        const requests = planned.kind === 'dry-run' ? planned.requests : [];
        const [stored] = instance.dump()['certificates'] ?? [];
        const live = await client.get(`Spaces-1/certificates/${textOf(stored?.['Id'])}`);
        const changed = ({ method, path, body = {} }: (typeof requests)[number]): string => {
          const fields = Object.keys(body).filter(
            (field) => JSON.stringify(body[field]) !== JSON.stringify(live[field]),
          );
          return `${method} /${path.split('/').findLast((part) => !part.includes('-'))}: ${fields.join(', ')}`;
        };
        expect(requests.map(changed)).toEqual(sent);
      },
    );
  },
);
