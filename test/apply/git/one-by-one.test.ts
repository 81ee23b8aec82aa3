import { describe, expect, it } from 'vitest';
import { typeNamed } from '../../../src/catalogue/index.js';
import { GitPlaces, type Place } from '../../../src/apply/git/places.js';

const placeOf = (project: string, url: string): Place => ({
  ...{ owner: typeNamed('projects'), project, projectId: project, settings: { Url: url } },
  ...{ from: 'refs/heads/main', ref: 'refs/heads/octosync/1', isOwn: true, isProtected: false, isThere: true },
});

/** What is done for two projects at once, as it begins and ends. */
const done = async (one: string, other: string): Promise<readonly string[]> => {
  const places = [placeOf('Bank', one), placeOf('Shop', other)];
  const git = new GitPlaces(places, { has: () => true, messageOf: () => '' });
  const told: string[] = [];
  const work = (place: Place) =>
    git.oneByOne(place, async () => {
      told.push(`${place.project} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      told.push(`${place.project} ends`);
    });
  await Promise.all(places.map(work));
  return told;
};

describe('Commits (rules git-one-branch)', () => {
  it.each(['https://git.example.com/one.git', 'git@git.example.com:one'])(
    'to one repository go one after the other, whichever project of it they are for: %s',
    async (other) => {
      expect(await done('https://git.example.com/one.git', other)).toEqual([
        'Bank begins',
        'Bank ends',
        'Shop begins',
        'Shop ends',
      ]);
    },
  );

  it('to two go at once', async () => {
    expect((await done('https://git.example.com/one.git', 'https://git.example.com/two.git')).slice(0, 2)).toEqual([
      'Bank begins',
      'Shop begins',
    ]);
  });
});
