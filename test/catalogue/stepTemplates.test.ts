import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { settings, space } from '../builders/space.js';

describe('Community step templates', () => {
  const installed = (description: string) => ({
    Name: 'Slack - Send',
    CommunityActionTemplateId: 'Slack - Send',
    Description: description,
    ActionType: 'Octopus.Script',
  });
  const source = space('dev').stepTemplate('Slack - Send', installed('new')).build();
  const select = { stepTemplates: 'all' };

  it('are installed from the library of the destination', () => {
    const destination = space('prod').lookup('communityTemplates', 'Slack - Send').build();
    expect(diff(source, destination, settings({}, select)).changes).toMatchObject([
      { action: 'create', document: { Name: 'Slack - Send', CommunityActionTemplateId: 'Slack - Send' } },
    ]);
  });

  it('are blocked where the library of the destination does not have them', () => {
    expect(diff(source, space('prod').build(), settings({}, select)).blocked).toMatchObject([
      { missing: [{ type: 'communityTemplates', name: 'Slack - Send' }] },
    ]);
  });

  it('are never updated', () => {
    const destination = space('prod')
      .lookup('communityTemplates', 'Slack - Send')
      .stepTemplate('Slack - Send', installed('old'))
      .build();
    const options = settings({ overwriteExistingCustomStepTemplates: 'true' }, select);
    expect(diff(source, destination, options)).toMatchObject({ changes: [], left: [{ differing: 1 }] });
  });
});

describe('Step templates of the space', () => {
  const template = (body: string) => ({
    Name: 'Announce',
    CommunityActionTemplateId: null,
    Properties: { 'Octopus.Action.Script.ScriptBody': body },
  });
  const on = (installation: string, body: string) =>
    space(installation).stepTemplate('Announce', template(body)).build();

  it.each([
    ['false', []],
    ['true', ['stepTemplates/Announce']],
  ])('overwriteExistingCustomStepTemplates %s', (value, changed) => {
    const options = settings({ overwriteExistingCustomStepTemplates: value }, { stepTemplates: 'all' });
    expect(diff(on('dev', 'new'), on('prod', 'old'), options).changes.map(({ id }) => id)).toEqual(changed);
  });
});
