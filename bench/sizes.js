// How large everything is: the sizes of the targets, or small ones that show in seconds that it all works.
import { usual } from './generate/space.js';

const full = {
  space: usual,
  /** Milliseconds of latency, and how often a snapshot is taken at each. */
  snapshots: [
    { latency: 0, times: 5 },
    { latency: 20, times: 3 },
    { latency: 100, times: 1 },
  ],
  /** Projects of the snapshot that is taken for its memory only. */
  large: 4000,
  growth: [500, 1000, 2000, 4000],
  /** A space of which hardly anything differs. */
  rarely: { projects: 1000, editedEvery: 100 },
  diffTimes: 3,
  applies: [
    { latency: 20, times: 3 },
    { latency: 100, times: 1 },
  ],
  /** Every so manyth project differs where a changeset is applied. */
  editedEvery: 2,
  /** 200 requests in two seconds: as 200 a minute, thirty times as fast. */
  limit: { burst: 200, perMinute: 6000 },
  startUps: 15,
  /** Projects of the changeset that is reviewed: four times as many changes. */
  reviewed: 500,
  pages: 5,
};

const short = {
  space: { ...usual, projects: 4, tenants: 2, librarySets: 1, variables: 10, steps: 2 },
  snapshots: [
    { latency: 0, times: 1 },
    { latency: 5, times: 1 },
  ],
  large: 8,
  growth: [4, 8],
  rarely: { projects: 8, editedEvery: 4 },
  diffTimes: 1,
  applies: [{ latency: 5, times: 1 }],
  editedEvery: 2,
  limit: { burst: 20, perMinute: 1500 },
  startUps: 1,
  reviewed: 4,
  pages: 1,
};

export const sizesFor = (isShort) => (isShort ? short : full);
