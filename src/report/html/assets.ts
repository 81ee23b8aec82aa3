import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { packageFile } from '../../model/package-file.js';

/*
 * The style sheet and the script are files of their own, so that they are linted and type-checked as what they are; the
 * page holds them whole. They are read from where they lie, also in the package.
 */

const read = (name: string): string => readFileSync(packageFile(`src/report/html/client/${name}`), 'utf8');

/** What a page holds beside its text, and what a browser may do with it. */
export interface Assets {
  readonly style: string;
  readonly script: string;
  readonly contentSecurityPolicy: string;
}

const styles = ['page.css', 'changes.css', 'three-way.css', 'narrow.css', 'print.css'];
const scripts = ['state.js', 'items.js', 'filter.js', 'highlight.js', 'controls.js', 'findings.js', 'keys.js'];

/** The parts of the script share one scope, in this order. */
const scriptOf = (names: readonly string[]): string =>
  ['(() => {\n"use strict";\n', ...names.map(read), '})();\n'].join('');

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * What a browser may do with the page: apply this style, run this script, show pictures that the page itself holds. No
 * text becomes markup (Trusted Types without a policy).
 */
const policyFor = (style: string, script: string, more: readonly string[]): string =>
  [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    'img-src data:',
    ...more,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

const assetsOf = (style: string, script: string, more: readonly string[] = []): Assets => ({
  style,
  script,
  contentSecurityPolicy: policyFor(style, script, more),
});

/** Of the page that is a file: no address is ever asked for anything. */
export const assets = assetsOf(styles.map(read).join(''), scriptOf(scripts));

const decideScripts = ['closure', 'decisions', 'show', 'accept', 'send', 'keys'].map((name) => `decide/${name}.js`);

/** Of the page that `octosync review` serves: it takes decisions, and asks its own server only (rules review-server). */
export const decidingAssets = (): Assets =>
  assetsOf([...styles, 'decide/decide.css'].map(read).join(''), scriptOf([...scripts, ...decideScripts]), [
    "connect-src 'self'",
  ]);
