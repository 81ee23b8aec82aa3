import { approvalsHolding, type Approval } from '../../changeset/approvals.js';
import type { Side } from '../../changeset/changeset.js';
import type { Receipt } from '../../changeset/receipt.js';
import { toAccept } from '../../changeset/to-accept.js';
import { canonicalFile } from '../../model/canonical.js';
import { foldName } from '../../model/names.js';
import type { Facts } from '../facts.js';

/** Whether the receipt is of this changeset, and says nothing that neither the changeset nor the approvals say. */
export const receiptDefects = (facts: Facts): readonly string[] => {
  const { changeset, receipt } = facts;
  if (receipt === undefined) return [];
  if (receipt.changeset !== changeset.digest)
    return [
      `changeset.receipt.json is of another changeset (${receipt.changeset}) than this bundle (${changeset.digest}).`,
    ];
  return [...sideDefects(facts, receipt), ...changeDefects(facts, receipt), ...peopleDefects(facts, receipt)];
};

const sideDefects = ({ changeset }: Facts, receipt: Receipt): readonly string[] => [
  ...(['source', 'destination'] as const)
    .filter((side) => !isSame(timeless(receipt[side]), timeless(changeset[side])))
    .map((side) => `The receipt names another ${side} than the changeset.`),
  ...(isSame(receipt.undoes, changeset.undoes)
    ? []
    : ['The receipt and the changeset do not say the same of what is taken back.']),
];

/** How a run can have ended, for what became of its changes. */
const changeDefects = ({ changeset }: Facts, { changes, outcome }: Receipt): readonly string[] => {
  const told = changes.map(({ id }) => id);
  const meant = changeset.changes.map(({ id }) => id);
  if (!isSame(told, meant)) return ['The changes of the receipt are not those of the changeset, in its order.'];
  const actions = new Map<string, string>(changeset.changes.map(({ id, action }) => [id, action]));
  const left = changes.filter(({ became }) => became !== 'written' && became !== 'done already');
  return [
    ...changes
      .filter(({ id, action }) => action !== undefined && action !== actions.get(id))
      .map(({ id }) => `The receipt says of ${id} that it was to do something else than the changeset says.`),
    ...(outcome === 'complete' && left.length > 0
      ? [
          `The receipt says that apply came to its end, and that ${left.map(({ id }) => id).join(', ')} was not written.`,
        ]
      : []),
  ];
};

const peopleDefects = (facts: Facts, receipt: Receipt): readonly string[] => {
  const { changeset, file, approvals } = facts;
  const holding = approvals === undefined ? [] : approvalsHolding(approvals, { ...changeset, file });
  const findings = new Set(toAccept(changeset).map(({ finding }) => finding));
  const { accepted = [], resolved, approvals: counted = [], policy } = receipt;
  const isSaid = (by: string, says: (one: Approval) => boolean): boolean =>
    holding.some((one) => foldName(one.by) === foldName(by) && says(one));
  const people = counted.filter(({ by, when }) => !isSaid(by, (one) => one.when === when));
  const acceptances = accepted.filter(
    ({ by, finding, reason }) =>
      !isSaid(by, (one) => (one.accepted ?? []).some((said) => said.finding === finding && said.reason === reason)),
  );
  const resolutions = resolved.filter(
    ({ by, element, takes }) =>
      !isSaid(by, (one) => (one.resolved ?? []).some((said) => said.element === element && said.takes === takes)),
  );
  return [
    ...people.map(
      ({ by, when }) => `The receipt counts an approval by ${by} of ${when}, which is not in changeset.approvals.json.`,
    ),
    ...acceptances.map(({ by, finding }) => `The receipt says that ${by} accepted ${finding}, and no approval does.`),
    ...resolutions.map(({ by, element }) => `The receipt says that ${by} resolved ${element}, and no approval does.`),
    ...accepted
      .filter(({ finding }) => !findings.has(finding))
      .map(({ finding }) => `The receipt names ${finding} as accepted, which is no finding of the changeset.`),
    ...(policy?.when === 'always' && receipt.outcome === 'complete' && counted.length < policy.approvals
      ? [
          `The receipt says that ${policy.approvals} approvals were required, and counts ${counted.length}; apply would have refused.`,
        ]
      : []),
    ...(changeset.policy !== undefined && policy === undefined && receipt.outcome === 'complete'
      ? ['The changeset has a policy, and the receipt says of none that it was in force.']
      : []),
  ];
};

/** As a changeset's digest sees a side: when its snapshot was taken says nothing of what it is. */
const timeless = ({ url, installation, space, version, digest, instance }: Side): object => ({
  ...{ url, installation, space, version, digest },
  ...(instance !== undefined && { instance }),
});

const isSame = (one: unknown, other: unknown): boolean => canonicalFile(one) === canonicalFile(other);
