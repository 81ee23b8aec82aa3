import type { VNode } from 'preact';
import { approvalsHolding } from '../changeset/approvals.js';
import type { Planned, Verified as VerifiedRecord } from '../changeset/records.js';
import { toAccept } from '../changeset/to-accept.js';
import { isObject, objectsOf, textOf } from '../model/json.js';
import type { Facts as FactsOf } from './facts.js';
import { Facts, Table } from './index-parts.js';
import type { Manifest } from './manifest.js';

const None = ({ children }: { readonly children: string }): VNode => <p class="none">{children}</p>;

/** What apply did, as its receipt says. */
export const Outcome = ({ facts: { changeset, receipt } }: { readonly facts: FactsOf }): VNode => (
  <section>
    <h2>What apply did</h2>
    {receipt === undefined ? (
      <>
        <None>It was not applied, as far as this bundle says: there is no receipt.</None>
        <Table
          columns={['Change', 'What it would do']}
          rows={changeset.changes.map(({ id, action }) => [id, action])}
        />
      </>
    ) : (
      <>
        <Facts
          rows={[
            ['Outcome', receipt.outcome],
            ['Why', receipt.says],
            ['When it ended', receipt.when],
            ['Who applied it', receipt.who],
            ['With', `octosync ${receipt.tool}`],
            ['Gates let pass by a flag', receipt.options.allow.join(', ')],
            ['Blocked entries left out', receipt.options.skipBlocked ? 'Yes.' : undefined],
            ['Drifted documents left out', receipt.options.allowDrift ? 'Yes.' : undefined],
            ['Base', receipt.base.says],
          ]}
        />
        <Table
          columns={['Change', 'What it was to do', 'What became of it', 'Why']}
          rows={receipt.changes.map(({ id, became, why }, index) => [
            id,
            changeset.changes[index]?.action,
            became,
            why,
          ])}
        />
      </>
    )}
  </section>
);

/** Who approved these bytes, and what they took upon them. */
export const Approvals = ({
  manifest,
  facts: { changeset, file, approvals, receipt },
}: {
  readonly manifest: Manifest;
  readonly facts: FactsOf;
}): VNode => {
  const holding = approvals === undefined ? [] : approvalsHolding(approvals, { ...changeset, file });
  const allowed = new Set(manifest.allowed ?? []);
  const fingerprint = (by: string): string | undefined => receipt?.approvals?.find((one) => one.by === by)?.signed;
  return (
    <section>
      <h2>Approvals</h2>
      <Table
        columns={['Who', 'When', 'What they say', 'Signed', 'What they resolved']}
        rows={holding.map(({ by, when, comment, signature, resolved = [] }) => [
          ...[by, when, comment],
          signature === undefined ? 'No' : ['Yes', fingerprint(by)].filter(Boolean).join(', '),
          resolved.map(({ element, takes }) => `${element}: ${takes}`).join('; '),
        ])}
        none="Nobody approved these bytes."
      />
      <h2>Findings that stop apply until a person accepts them</h2>
      <Table
        columns={['Finding', 'What it says', 'Who accepted it, and why']}
        rows={toAccept(changeset).map(({ finding, says, gate }) => [
          finding,
          says,
          [
            ...holding.flatMap(({ by, accepted = [] }) =>
              accepted.filter((one) => one.finding === finding).map(({ reason }) => `${by}: ${reason}`),
            ),
            ...(gate !== undefined && allowed.has(gate) ? ['let pass by a flag of apply'] : []),
          ].join('; ') || 'Nobody.',
        ])}
      />
    </section>
  );
};

/** What verify found. */
export const Verified = ({ verified }: { readonly verified: VerifiedRecord | undefined }): VNode => (
  <section>
    <h2>What verify found</h2>
    {verified === undefined ? (
      <None>There is no result of verify.</None>
    ) : (
      <>
        <p>
          {`${verified.when}, octosync ${verified.tool}: ${verified.asMeant.length} as meant, ${verified.differing.length} not.`}
        </p>
        {verified.differing.length > 0 && (
          <Table
            columns={['Change', 'Where it differs']}
            rows={verified.differing.map(({ id, pointers }) => [id, pointers.join(', ') || 'It is not there.'])}
          />
        )}
      </>
    )}
  </section>
);

/** What a dry run would have sent. */
export const DryRun = ({ planned }: { readonly planned: Planned | undefined }): VNode => (
  <section>
    <h2>What a dry run would have sent</h2>
    {planned === undefined ? (
      <None>There was none, or it was not kept.</None>
    ) : (
      <>
        <p>{`${planned.when}, octosync ${planned.tool}. The bodies stand in changeset.dry-run.json.`}</p>
        <Table
          columns={['Method', 'Path', 'For']}
          rows={planned.requests.map(({ method, path, about }) => [method, path, about])}
        />
      </>
    )}
  </section>
);

/** What was left for a person. */
export const Left = ({ facts: { cleanUp } }: { readonly facts: FactsOf }): VNode => (
  <section>
    <h2>What was left for a person</h2>
    {cleanUp === undefined ? (
      <None>There is no such list.</None>
    ) : (
      <Table
        columns={['What', 'Where', 'What is to be done']}
        rows={objectsOf(cleanUp['groups']).flatMap((group) =>
          objectsOf(group['tasks'])
            .filter(isObject)
            .map((task) => [textOf(group['title']), textOf(task['called']), textOf(task['says'])]),
        )}
      />
    )}
  </section>
);
