// Made by scripts/formats.js from the shapes beside it: not to be edited. A test keeps it current.
// @ts-nocheck: what TypeBox writes is JavaScript.
import type { Static } from '@sinclair/typebox';
import type { manifestShape } from './manifest-shape.js';

export const isManifest = (() => {
const local_0 = /^sha256:[0-9a-f]{64}$/;
const local_1 = /^sha256:[0-9a-f]{64}$/;
const local_2 = /^sha256:[0-9a-f]{64}$/;
const local_3 = /^sha256:[0-9a-f]{64}$/;
const local_4 = /^sha256:[0-9a-f]{64}$/;
const local_5 = /^sha256:[0-9a-f]{64}$/;
const local_6 = /^[1-9][0-9]*[dhm]$/;
const local_7 = /^sha256:[0-9a-f]{64}$/;
function check_side(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (typeof value['url'] === 'string') &&
    (typeof value['installation'] === 'string') &&
    (typeof value['space'] === 'string') &&
    (typeof value['version'] === 'string') &&
    (typeof value['digest'] === 'string') &&
    local_5.test(value['digest']) &&
    (value['takenAt'] !== undefined ? ((typeof value['takenAt'] === 'string')) : true) &&
    (value['instance'] !== undefined ? ((typeof value['instance'] === 'string')) : true) &&
    (value['revision'] !== undefined ? ((typeof value['revision'] === 'string')) : true) &&
    Object.getOwnPropertyNames(value).every(key => ['url', 'installation', 'space', 'version', 'digest', 'takenAt', 'instance', 'revision'].includes(key))
  )
}
return function check(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (value['format'] === 'octosync-evidence/1') &&
    (typeof value['tool'] === 'string') &&
    (typeof value['installed'] === 'object' && value['installed'] !== null && !Array.isArray(value['installed'])) &&
    (typeof value['installed']['from'] === 'string') &&
    (typeof value['installed']['digest'] === 'string') &&
    local_0.test(value['installed']['digest']) &&
    Object.getOwnPropertyNames(value['installed']).length === 2 &&
    (typeof value['changeset'] === 'string') &&
    local_1.test(value['changeset']) &&
    (typeof value['file'] === 'string') &&
    local_2.test(value['file']) &&
    (value['partOf'] !== undefined ? ((typeof value['partOf'] === 'string') && local_3.test(value['partOf'])) : true) &&
    (value['undoes'] !== undefined ? ((typeof value['undoes'] === 'string') && local_4.test(value['undoes'])) : true) &&
    check_side(value['source']) &&
    check_side(value['destination']) &&
    (value['base'] !== undefined ? (check_side(value['base'])) : true) &&
    (value['policy'] !== undefined ? ((typeof value['policy'] === 'object' && value['policy'] !== null && !Array.isArray(value['policy'])) && Number.isInteger(value['policy']['approvals']) && value['policy']['approvals'] >= 0 && (value['policy']['from'] !== undefined ? (Array.isArray(value['policy']['from']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['policy']['from'])) : true) && (((value['policy']['when'] === 'always')) || ((value['policy']['when'] === 'findings')) || ((value['policy']['when'] === 'never'))) && (typeof value['policy']['notByAuthor'] === 'boolean') && (value['policy']['maxAge'] !== undefined ? ((typeof value['policy']['maxAge'] === 'string') && local_6.test(value['policy']['maxAge'])) : true) && (((value['policy']['signed'] === 'ssh')) || ((value['policy']['signed'] === 'none'))) && (value['policy']['signers'] !== undefined ? (Array.isArray(value['policy']['signers']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['policy']['signers'])) : true) && (value['policy']['alsoSigners'] !== undefined ? (Array.isArray(value['policy']['alsoSigners']) && ((array) => { for(const value of array) if(!((Array.isArray(value) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value)))) { return false }; return true; })(value['policy']['alsoSigners'])) : true) && Object.getOwnPropertyNames(value['policy']).every(key => ['approvals', 'from', 'when', 'notByAuthor', 'maxAge', 'signed', 'signers', 'alsoSigners'].includes(key))) : true) &&
    (value['outcome'] !== undefined ? ((((value['outcome'] === 'complete')) || ((value['outcome'] === 'failed')) || ((value['outcome'] === 'drifted')) || ((value['outcome'] === 'interrupted')))) : true) &&
    (value['allowed'] !== undefined ? (Array.isArray(value['allowed']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['allowed'])) : true) &&
    (value['accepted'] !== undefined ? (Array.isArray(value['accepted']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['accepted'])) : true) &&
    Array.isArray(value['approvedBy']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['approvedBy']) &&
    (value['asMeant'] !== undefined ? ((typeof value['asMeant'] === 'boolean')) : true) &&
    Array.isArray(value['files']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['name'] === 'string') && (typeof value['called'] === 'string') && Number.isInteger(value['size']) && value['size'] >= 0 && (typeof value['digest'] === 'string') && local_7.test(value['digest']) && Object.getOwnPropertyNames(value).length === 4))) { return false }; return true; })(value['files']) &&
    Array.isArray(value['missing']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['name'] === 'string') && (typeof value['called'] === 'string') && (typeof value['why'] === 'string') && Object.getOwnPropertyNames(value).length === 3))) { return false }; return true; })(value['missing']) &&
    Object.getOwnPropertyNames(value).every(key => ['format', 'tool', 'installed', 'changeset', 'file', 'partOf', 'undoes', 'source', 'destination', 'base', 'policy', 'outcome', 'allowed', 'accepted', 'approvedBy', 'asMeant', 'files', 'missing'].includes(key))
  )
}
})() as (value: unknown) => value is Static<typeof manifestShape>;
