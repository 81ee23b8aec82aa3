import { describe, expect, it } from 'vitest';
import { repositoryIn, shownUrl } from '../../src/model/repository-url.js';

describe('A repository (rules git-same-repository)', () => {
  it.each([
    'https://git.example.com/acme/shop.git',
    'https://git.example.com/acme/shop',
    'https://git.example.com/acme/shop/',
    'https://git.example.com/acme/shop.git/',
    'https://git.example.com//acme/shop.git',
    ' https://git.example.com/acme/shop.git ',
    'HTTPS://GIT.Example.com/acme/shop.git',
    'https://git.example.com:443/acme/shop.git',
    'http://git.example.com/acme/shop.git',
    'https://ada@git.example.com/acme/shop.git',
    'https://ada:secret@git.example.com/acme/shop.git',
    'ssh://git@git.example.com/acme/shop.git',
    'ssh://git@GIT.example.com:22/acme/shop.git',
    'git@git.example.com:acme/shop.git',
    'git@git.example.com:/acme/shop',
  ])('is one, whoever reads it by %s', (url) => {
    expect(repositoryIn(url)).toBe('git.example.com/acme/shop');
    expect(shownUrl(url)).not.toMatch(/ada|secret/);
  });

  it.each([
    'https://git.example.com/acme/Shop.git',
    'https://git.example.com/acme/shop2',
    'https://git.example.com/shop',
    'https://git.example.com:8443/acme/shop.git',
    'ssh://git@git.example.com:7999/acme/shop.git',
    'https://git.example.org/acme/shop.git',
    'git@git.example.com:shop',
    'acme/shop',
    '',
  ])('is another by %s', (url) => {
    expect(repositoryIn(url)).not.toBe('git.example.com/acme/shop');
  });
});
