import { describe, expect, it } from 'vitest';
import { serverOf } from '../../src/library/place.js';

/* A policy is found however somebody writes the address of its server (rules policy-place). */

describe('One server is one server, however it is written (rules policy-place)', () => {
  it.each([
    ['a slash at the end', 'https://prod.example.com/'],
    ['several slashes', 'https://prod.example.com///'],
    ['capitals', 'HTTPS://PROD.Example.COM'],
    ['the port that is usual', 'https://prod.example.com:443'],
    ['that port, and a slash', 'https://prod.example.com:443/'],
    ['that port with zeros', 'https://prod.example.com:00443/'],
    ['http instead of https', 'http://prod.example.com'],
    ['http with its port', 'http://prod.example.com:80/'],
    ['a user', 'https://ada@prod.example.com'],
    ['a user and a password', 'https://ada:secret@prod.example.com/'],
    ['an empty user', 'https://@prod.example.com'],
    ['a dot behind the name', 'https://prod.example.com./'],
    ['two dots behind the name', 'https://prod.example.com../'],
    ['the address of the API', 'https://prod.example.com/api'],
    ['the API of a space', 'https://prod.example.com/API/Spaces-1/projects'],
    ['the portal', 'https://prod.example.com/app#/Spaces-1/projects'],
    ['the portal, escaped', 'https://prod.example.com/%61pp/'],
    ['a question', 'https://prod.example.com/?x=1'],
    ['a fragment', 'https://prod.example.com#/x'],
    ['a way there and back', 'https://prod.example.com/x/..'],
    ['a way there and back, escaped', 'https://prod.example.com/x/%2e%2e/'],
    ['backslashes', 'https:\\\\prod.example.com\\'],
    ['blanks around it', '  https://prod.example.com\t'],
    ['a line feed within it', 'https://prod.\nexample.com'],
    ['wide letters', 'https://ｐｒｏｄ.example.com'],
    ['a full stop of another script', 'https://prod。example。com'],
    ['a hyphen that nobody sees', 'https://prod\u00AD.example.com'],
    ['letters escaped', 'https://%70rod.example.com'],
  ])('%s', (_, url) => {
    expect(serverOf(url)).toBe(serverOf('https://prod.example.com'));
  });

  it.each([
    ['a slash at the end', 'https://example.com/octopus/'],
    ['capitals', 'https://example.com/Octopus'],
    ['the API below the path', 'https://example.com/octopus/api/Spaces-1'],
    ['letters escaped', 'https://example.com/%6fctopus'],
    ['a slash more', 'https://example.com//octopus'],
  ])('below a path, too: %s', (_, url) => {
    expect(serverOf(url)).toBe(serverOf('https://example.com/octopus'));
  });

  it.each([
    ['another name', 'https://dev.example.com'],
    ['another port', 'https://prod.example.com:8443'],
    ['another path', 'https://prod.example.com/octopus'],
    ['the name as a user', 'https://prod.example.com@evil.example.com'],
    ['the name as a path', 'https://evil.example.com/prod.example.com'],
  ])('but not %s', (_, url) => {
    expect(serverOf(url)).not.toBe(serverOf('https://prod.example.com'));
  });
});
