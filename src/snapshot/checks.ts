// Made by scripts/formats.js from the shapes beside it: not to be edited. A test keeps it current.
// @ts-nocheck: what TypeBox writes is JavaScript.
import type { Static } from '@sinclair/typebox';
import type { manifestShape } from './manifest-shape.js';

export const isManifest = (() => {
const local_0 = /^sha256:[0-9a-f]{64}$/;
return function check(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (value['format'] === 'octosync-snapshot/1') &&
    (typeof value['source'] === 'object' && value['source'] !== null && !Array.isArray(value['source'])) &&
    (typeof value['source']['url'] === 'string') &&
    (typeof value['source']['installation'] === 'string') &&
    (typeof value['source']['space'] === 'string') &&
    (typeof value['source']['version'] === 'string') &&
    Object.getOwnPropertyNames(value['source']).length === 4 &&
    (typeof value['takenAt'] === 'string') &&
    Number.isInteger(value['requests']) &&
    value['requests'] >= 0 &&
    (typeof value['types'] === 'object' && value['types'] !== null && !Array.isArray(value['types'])) &&
    (Object.getOwnPropertyNames(value['types']).every(key => [].includes(key) || ((typeof value['types'][key] === 'object' && value['types'][key] !== null && !Array.isArray(value['types'][key])) && Number.isInteger(value['types'][key]['read']) && value['types'][key]['read'] >= 0 && Number.isInteger(value['types'][key]['requests']) && value['types'][key]['requests'] >= 0 && (typeof value['types'][key]['complete'] === 'boolean') && (value['types'][key]['why'] !== undefined ? ((typeof value['types'][key]['why'] === 'string')) : true) && (value['types'][key]['absent'] !== undefined ? ((value['types'][key]['absent'] === true)) : true) && Object.getOwnPropertyNames(value['types'][key]).every(key => ['read', 'requests', 'complete', 'why', 'absent'].includes(key))))) &&
    Array.isArray(value['unresolved']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['file'] === 'string') && (typeof value['pointer'] === 'string') && (typeof value['id'] === 'string') && Object.getOwnPropertyNames(value).length === 3))) { return false }; return true; })(value['unresolved']) &&
    (value['mentioned'] !== undefined ? (Array.isArray(value['mentioned']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && (typeof value['type'] === 'string') && Array.isArray(value['names']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) && Object.getOwnPropertyNames(value).length === 3))) { return false }; return true; })(value['mentioned'])) : true) &&
    (typeof value['digest'] === 'string') &&
    local_0.test(value['digest']) &&
    Object.getOwnPropertyNames(value).every(key => ['format', 'source', 'takenAt', 'requests', 'types', 'unresolved', 'mentioned', 'digest'].includes(key))
  )
}
})() as (value: unknown) => value is Static<typeof manifestShape>;
