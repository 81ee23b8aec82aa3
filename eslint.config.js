import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import pureRooms from './scripts/lint/pure-rooms.cjs';
import { testsCanFail } from './scripts/lint/tests-can-fail.js';

/** What would make `diff` depend on where, when or how often it runs. */
const impurities = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'What diff executes has no clock.',
  },
  { selector: "NewExpression[callee.name='Date']", message: 'What diff executes has no clock.' },
  { selector: "CallExpression[callee.name='Date']", message: 'What diff executes has no clock.' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'What diff executes has no randomness.',
  },
  {
    selector: "ImportDeclaration[source.value='node:crypto'] ImportSpecifier[imported.name!='hash']",
    message: 'What diff executes has no randomness: of node:crypto only hash.',
  },
  { selector: 'CallExpression[callee.property.name=/^toLocale/]', message: 'What diff executes has no locale.' },
  { selector: "CallExpression[callee.property.name='localeCompare']", message: 'What diff executes has no locale.' },
];

const client = 'src/report/html/client/**/*.js';

export default tseslint.config(
  { ignores: ['dist*/', 'build*/', 'coverage/', 'node_modules/', 'snapshots/', 'src/*/checks.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', 'bin/*.js', '*.cjs'] },
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'URL', property: 'canParse', message: 'It errs in Node 20: use urlIn of src/model/url-in.ts.' },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: pureRooms.map((room) => `src/${room}/**/*.ts`),
    rules: {
      'no-restricted-syntax': ['error', ...impurities],
      'no-restricted-globals': [
        'error',
        'process',
        'fetch',
        'setTimeout',
        'setInterval',
        'performance',
        'crypto',
        'Intl',
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    plugins: { octosync: { rules: { 'tests-can-fail': testsCanFail } } },
    rules: { 'octosync/tests-can-fail': 'error' },
  },
  {
    // The rooms whose test files have a process of their own each (vitest.config.ts).
    files: ['test/**/*.ts'],
    ignores: ['test/octopus/**', 'test/attacks/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: 'nock',
          message:
            'Files of this room share a process, and nock stays between all requests of a process and the network.',
        },
      ],
    },
  },
  {
    files: ['scripts/**/*.js', 'scripts/**/*.cjs', 'bench/**/*.js', 'test/**/*.js'],
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    // The page's script: JavaScript with types in comments; its files share one scope, which tsc checks.
    files: [client],
    languageOptions: { sourceType: 'script' },
    rules: { 'no-undef': 'off', '@typescript-eslint/no-unused-vars': ['error', { vars: 'local' }] },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    ignores: [client],
    ...tseslint.configs.disableTypeChecked,
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      'no-console': 'off',
      '@typescript-eslint/no-require-imports': ['error', { allow: ['/pure-rooms'] }],
    },
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        console: 'readonly',
        performance: 'readonly',
        URL: 'readonly',
        Blob: 'readonly',
        Buffer: 'readonly',
        FormData: 'readonly',
        fetch: 'readonly',
      },
    },
  },
  {
    // A user's program, as docs/library.md shows it.
    files: ['test/package/consumer/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
