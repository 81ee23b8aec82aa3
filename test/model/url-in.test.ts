import { describe, expect, it } from 'vitest';
import { urlIn } from '../../src/model/url-in.js';

describe('The URL in a text', () => {
  it.each([
    ['https://prod.example.com/octopus', 'prod.example.com'],
    ['https://prod\u00ad.example.com', 'prod.example.com'],
    ['https://bücher.example', 'xn--bcher-kva.example'],
    ['prod.example.com', undefined],
    ['', undefined],
  ])('%j', (text, host) => expect(urlIn(text)?.host).toBe(host));

  it('stays the same, however often it is asked: URL.canParse of Node 20 does not', () => {
    const wrong = Array.from({ length: 50_000 }, () => urlIn('https://prod\u00ad.example.com')).filter((url) => !url);
    expect(wrong).toEqual([]);
  });
});
