import { budgetStatedIn } from '../../octopus/index.js';
import { attention, right, wrong, type Found } from '../finding.js';
import type { Visit } from '../visit.js';

/** Below this many requests a minute, a snapshot takes long. */
const few = 120;

/** What the server lets this key send. */
export const checkRate = ({ heard }: Visit): Promise<Found> => Promise.resolve(rateIn(heard));

const rateIn = (heard: Visit['heard']): Found => {
  const refused = heard.find(({ status }) => status === 429);
  const stated = heard.map((said) => budgetStatedIn(said)).findLast((budget) => budget !== undefined);
  const budget = stated && `${stated.perMinute} requests a minute, ${stated.burst} at once`;
  if (refused) {
    const after = refused.headers['retry-after'];
    return wrong(
      `The server refuses requests now (status 429): the budget${budget === undefined ? '' : ` of ${budget},`} is used up.`,
      `Wait ${typeof after === 'string' && /^\d+$/.test(after) ? `${after} s` : 'a minute'}, and look for what else uses this key; snapshot and apply wait by themselves.`,
    );
  }
  if (stated === undefined) return right('The server states no budget, and refused nothing.');
  const left = stated.left === undefined ? '' : `, ${stated.left} left now`;
  if (stated.perMinute < few)
    return attention(
      `The server allows ${budget}${left}: little for a whole space.`,
      'Have the limit of this user raised; --no-logos and --only make snapshots smaller.',
    );
  return right(`The server allows ${budget}${left}.`);
};

/** So far (ms) two clocks may be apart: a Date header has seconds, and answers take a while. */
const tolerated = 60_000;

/** Whether server and machine agree on what time it is. */
export const checkClock = ({ heard }: Visit): Promise<Found> => Promise.resolve(clockIn(heard));

const clockIn = (heard: Visit['heard']): Found => {
  const dated = heard.flatMap(({ headers: { date }, at }) => (typeof date === 'string' ? [Date.parse(date) - at] : []));
  const apart = dated.find((ms) => !Number.isNaN(ms));
  if (apart === undefined)
    return attention('The server does not say what time it is.', 'A proxy may take its Date header away.');
  if (Math.abs(apart) <= tolerated) return right('The clocks of server and machine agree.');
  const minutes = Math.round(Math.abs(apart) / 60_000);
  return attention(
    `The clock of this machine is ${minutes} min ${apart > 0 ? 'behind' : 'ahead of'} that of the server.`,
    'Set it by a time server: days of approvals, waits and certificates go by it.',
  );
};
