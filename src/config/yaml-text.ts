import { stringify } from 'yaml';

/** Text or list for one line of YAML; words that some readers take for true or false are in quotes. */
export const inYaml = (value: string | readonly string[]): string =>
  /[\r\n\t]/.test([value].flat().join('')) ? JSON.stringify(value) : stringify(value, inOneLine).trimEnd();

const inOneLine = {
  collectionStyle: 'flow',
  flowCollectionPadding: false,
  lineWidth: 0,
  compat: 'yaml-1.1',
  blockQuote: false,
} as const;
