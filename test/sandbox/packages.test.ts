import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/sandbox/server/rules/package-names.js';
import { expectRefusal, freshServer, text, type Api, type Refused } from './server.js';

const push = ({ upload }: Api, fileName: string, query = '', bytes = 'zip') =>
  upload('POST', `/Spaces-1/packages/raw${query}`, fileName, bytes);

const build = { OctopusBuildInformation: { Branch: 'main', Commits: [{ Id: 'c0ffee', Comment: 'Fix' }] } };

const inform = ({ call }: Api, more: Record<string, unknown> = {}) =>
  call('POST', '/Spaces-1/build-information', {
    SpaceId: 'Spaces-1',
    PackageId: 'Web',
    Version: '1.0.0',
    ...build,
    ...more,
  });

describe('Packages of the built-in feed', () => {
  it('are known by the name of their file', async () => {
    const api = await freshServer();
    expect(await push(api, 'Acme.Web.1.2.3-beta.4.tar.gz')).toMatchObject({
      status: 200,
      body: {
        Id: 'packages-Acme.Web.1.2.3-beta.4',
        PackageId: 'Acme.Web',
        Version: '1.2.3-beta.4',
        FileExtension: '.tar.gz',
        FeedId: 'feeds-builtin',
        PackageSizeBytes: 3,
        Hash: 'F13E27693C85AED522DF8C3FCB0BB0110CA54E14',
      },
    });
    const raw = await api.bytes('/Spaces-1/packages/packages-Acme.Web.1.2.3-beta.4/raw');
    expect(raw).toMatchObject({ status: 200, bytes: Buffer.from('zip') });
  });

  it('are listed by ID, the newest first; all or the latest', async () => {
    const api = await freshServer();
    for (const name of ['Web.1.9.0.zip', 'Web.1.10.0.zip', 'Web.1.10.0-rc.1.zip', 'Api.1.0.zip']) await push(api, name);
    const names = async (query: string) => {
      const { body } = await api.call('GET', `/Spaces-1/packages${query}`);
      return (body['Items'] as { Id: string }[]).map(({ Id }) => Id.replace('packages-', ''));
    };
    expect(await names('')).toEqual(['Api.1.0', 'Web.1.10.0', 'Web.1.10.0-rc.1', 'Web.1.9.0']);
    expect(await names('?latest=true')).toEqual(['Api.1.0', 'Web.1.10.0']);
    expect(await names('?nuGetPackageId=web&skip=1&take=1')).toEqual(['Web.1.10.0-rc.1']);
    expect(await names('?filter=ap')).toEqual(['Api.1.0']);
  });

  it('tell hash and size where their generation does', async () => {
    for (const [version, single, listed] of [
      ['2026.3.1', undefined, 3],
      ['2020.5.0', 3, undefined],
    ] as const) {
      const api = await freshServer(version);
      await push(api, 'Web.1.0.zip');
      expect((await api.call('GET', '/Spaces-1/packages/packages-Web.1.0')).body['PackageSizeBytes']).toBe(single);
      const [item] = (await api.call('GET', '/Spaces-1/packages')).body['Items'] as Record<string, unknown>[];
      expect(item?.['PackageSizeBytes']).toBe(listed);
    }
  });

  it.each([
    ['', 409, 'old'],
    ['?overwriteMode=IgnoreIfExists', 200, 'old'],
    ['?overwriteMode=OverwriteExisting', 200, 'new'],
    ['?replace=true', 200, 'new'],
  ])('the same one again%s is answered %i and leaves the %s', async (query, status, left) => {
    const api = await freshServer();
    await push(api, 'Web.1.0.zip', '', 'old');
    expect((await push(api, 'Web.1.0.zip', query, 'new')).status).toBe(status);
    expect((await api.bytes('/Spaces-1/packages/packages-Web.1.0/raw')).bytes.toString()).toBe(left);
  });

  it('are deleted one by one or several at once, with their bytes', async () => {
    const api = await freshServer();
    for (const name of ['A.1.zip', 'B.1.zip', 'C.1.zip']) await push(api, name);
    await api.call('DELETE', '/Spaces-1/packages/packages-A.1');
    const several = { Ids: ['packages-B.1', 'packages-C.1'], SpaceId: 'Spaces-1' };
    expect((await api.call('DELETE', '/Spaces-1/packages/bulk', several)).status).toBe(200);
    expect([api.instance.dump()['packages'], api.instance.files().size]).toEqual([[], 0]);
  });

  it.each<Refused<Api>>([
    ['a name without a version', (api) => push(api, 'Web.zip'), 'must be named like'],
    ['a name without an extension of packages', (api) => push(api, 'Web.1.0.exe'), 'no extension'],
    ['an empty file', (api) => push(api, 'Web.1.0.zip', '', ''), 'is empty'],
    ['a mode that there is not', (api) => push(api, 'Web.1.0.zip', '?overwriteMode=Maybe'), 'must be one of'],
    ['a JSON body', ({ call }) => call('POST', '/Spaces-1/packages/raw', {}), "one part named 'file'"],
    ['one that does not exist', ({ call }) => call('GET', '/Spaces-1/packages/packages-X.1'), 'not found', 404],
    ['a PUT', ({ call }) => call('PUT', '/Spaces-1/packages/packages-X.1', {}), 'not allowed', 405],
  ])('refuse %s', async (_what, request, says, status) => {
    expectRefusal(await request(await freshServer()), says, status);
  });

  it.each([
    ['1.9', '1.10'],
    ['1.0.0-alpha', '1.0.0'],
    ['1.0.0-alpha.2', '1.0.0-alpha.10'],
    ['1.0', '1.0.1'],
  ])('version %s comes before %s', (one, other) => {
    expect([compareVersions(one, other) < 0, compareVersions(other, one) > 0]).toEqual([true, true]);
  });
});

describe.each(['2026.3.1', '2020.5.0'])('Build information of %s', (version) => {
  it('is made and replaced by one POST', async () => {
    const api = await freshServer(version);
    const made = await inform(api);
    expect(made).toMatchObject({ status: 200, body: { Id: 'BuildInformation-101', Branch: 'main', WorkItems: [] } });
    const again = { OverwriteMode: 'OverwriteExisting', OctopusBuildInformation: { Branch: 'next' } };
    expect((await inform(api, again)).body).toMatchObject({ Id: 'BuildInformation-101', Branch: 'next' });
    await inform(api, { Version: '1.1.0' });
    const listed = await api.call('GET', '/Spaces-1/build-information?packageId=Web&latest=true');
    expect(listed.body).toMatchObject({ TotalResults: 1, Items: [{ Version: '1.1.0' }] });
    expect((await api.call('DELETE', `/Spaces-1/build-information/${text(made.body['Id'])}`)).status).toBe(200);
  });

  it.each<Refused<Api>>([
    ['the same again', async (api) => inform(api).then(() => inform(api)), 'exists already', 409],
    ['one without a package', (api) => inform(api, { PackageId: undefined }), "'PackageId' is required"],
    ['an unknown member', (api) => inform(api, { OctopusBuildInformation: { Wind: 'north' } }), 'Wind'],
    ['a mode that there is not', (api) => inform(api, { OverwriteMode: 'Maybe' }), 'must be one of'],
  ])('refuses %s', async (_what, request, says, status) => {
    expectRefusal(await request(await freshServer(version)), says, status);
  });
});
