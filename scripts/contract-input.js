// The vendor's documents that the contract is distilled from.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const from = process.argv[2] ?? '../shared/octopus-api';

const read = (name) => JSON.parse(readFileSync(join(from, name), 'utf8'));

export const pages = { ...read('contract-2026-infrastructure.json'), ...read('contract-2026-projects.json') };
export const { classes, enums } = read('models-2026.json');
export const { definitions, paths } = read('swagger-2020.5.json');

/** Documents that a server of 2018 answered, by folder. */
export const captured = (folder) =>
  folder === undefined
    ? []
    : readdirSync(join(from, 'captured-2018.11', folder)).map((file) => read(join('captured-2018.11', folder, file)));

export const any = { is: 'any' };
export const text = { is: 'string' };
export const resourceMembers = { Id: text, Links: any, LastModifiedOn: any, LastModifiedBy: any };
