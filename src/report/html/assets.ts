import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/*
 * The style sheet and the script are files of their own, so that they are linted and type-checked as what they are; the
 * page holds them whole. scripts/build.js puts them beside the compiled code.
 */

const read = (name: string): string => readFileSync(new URL(`client/${name}`, import.meta.url), 'utf8');

export const style = ['page.css', 'changes.css', 'three-way.css', 'narrow.css', 'print.css'].map(read).join('');

/** The parts of the script share one scope, in this order. */
export const script = [
  '(() => {\n"use strict";\n',
  ...['state.js', 'items.js', 'filter.js', 'highlight.js', 'controls.js', 'findings.js', 'keys.js'].map(read),
  '})();\n',
].join('');

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * What a browser may do with the page: apply this style, run this script, show pictures that the page itself holds. No
 * address is ever asked for anything, and no text becomes markup (Trusted Types without a policy).
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');
