import { row } from '../rows.js';
import { applyOnce, prepareChangeset } from './apply.js';

/**
 * Applies under a budget that the server keeps and states in its headers, with all of it and with the usual share. The
 * budget is a proportionally faster one: the rules are the same, and nobody has to wait for minutes.
 */
export const measureBudget = async ({ space, limit, editedEvery }) => {
  const prepared = await prepareChangeset(space, editedEvery);
  const rows = [];
  for (const share of [100, 80]) {
    const run = await applyOnce(prepared, { limit }, ['--rate-share', String(share)]);
    const part = share / 100;
    const allowed = ((run.requests - limit.burst * part) / (limit.perMinute * part)) * 60_000;
    const about = `${run.requests} requests, ${share} % of ${limit.burst} at once and ${limit.perMinute} a minute`;
    const estimated = estimateIn(run.lines);
    rows.push(
      row(`budget: time ÷ what ${share} % of it allows`, [run.servedFor / allowed], { most: 1.1, of: about }),
      row(`budget: refusals with ${share} %`, [run.refused], { unit: '', exactly: 0 }),
      row(`budget: estimate off by, ${share} %`, [offBy(estimated.ms, run.ms - estimated.when)], {
        unit: '%',
        most: 15,
        of: `said ${(estimated.ms / 1000).toFixed(0)} s, took ${((run.ms - estimated.when) / 1000).toFixed(1)} s`,
      }),
    );
  }
  return rows;
};

const offBy = (said, took) => (Math.abs(said - took) / took) * 100;

/** What `apply` said beforehand, and when. */
const estimateIn = (lines) => {
  const { text = '', ms: when = 0 } = lines.find((line) => line.text.startsWith('About ')) ?? {};
  const [, amount = 0, unit] = /about (\d+) (s|min)/.exec(text) ?? [];
  return { when, ms: Number(amount) * (unit === 'min' ? 60_000 : 1000) };
};
