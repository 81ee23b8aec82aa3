// Made by scripts/formats.js from the shapes beside it: not to be edited. A test keeps it current.
// @ts-nocheck: what TypeBox writes is JavaScript.
import type { Static } from '@sinclair/typebox';
import type { manifestShape } from './manifest-shape.js';
import type { keptShape } from './kept-shape.js';

export const isManifest = (() => {
const local_0 = /^sha256:[0-9a-f]{64}$/;
const local_1 = /^sha256:[0-9a-f]{64}$/;
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
    (value['unread'] !== undefined ? (Array.isArray(value['unread']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['type'] === 'string') && Array.isArray(value['of']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['of']) && (typeof value['why'] === 'string') && Object.getOwnPropertyNames(value).length === 3))) { return false }; return true; })(value['unread'])) : true) &&
    Array.isArray(value['unresolved']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['file'] === 'string') && (typeof value['pointer'] === 'string') && (typeof value['id'] === 'string') && Object.getOwnPropertyNames(value).length === 3))) { return false }; return true; })(value['unresolved']) &&
    (value['mentioned'] !== undefined ? (Array.isArray(value['mentioned']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && (typeof value['type'] === 'string') && Array.isArray(value['names']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) && Object.getOwnPropertyNames(value).length === 3))) { return false }; return true; })(value['mentioned'])) : true) &&
    (value['pictures'] !== undefined ? (Array.isArray(value['pictures']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && (typeof value['file'] === 'string') && (typeof value['digest'] === 'string') && local_0.test(value['digest']) && (typeof value['cacheBuster'] === 'string') && Object.getOwnPropertyNames(value).length === 4))) { return false }; return true; })(value['pictures'])) : true) &&
    (typeof value['digest'] === 'string') &&
    local_1.test(value['digest']) &&
    Object.getOwnPropertyNames(value).every(key => ['format', 'source', 'takenAt', 'requests', 'types', 'unread', 'unresolved', 'mentioned', 'pictures', 'digest'].includes(key))
  )
}
})() as (value: unknown) => value is Static<typeof manifestShape>;

export const isKept = (() => {
const local_0 = /^sha256:[0-9a-f]{64}$/;
const local_1 = /^sha256:[0-9a-f]{64}$/;
const local_2 = /^sha256:[0-9a-f]{64}$/;
const local_3 = /^sha256:[0-9a-f]{64}$/;
const local_4 = /^sha256:[0-9a-f]{64}$/;
return function check(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (value['format'] === 'octosync-kept/1') &&
    (typeof value['snapshot'] === 'string') &&
    local_0.test(value['snapshot']) &&
    (typeof value['installation'] === 'string') &&
    (typeof value['version'] === 'string') &&
    (typeof value['space'] === 'string') &&
    (typeof value['rights'] === 'string') &&
    local_1.test(value['rights']) &&
    (typeof value['asked'] === 'string') &&
    (typeof value['mark'] === 'object' && value['mark'] !== null && !Array.isArray(value['mark'])) &&
    (typeof value['mark']['last'] === 'string') &&
    (typeof value['mark']['occurred'] === 'string') &&
    Array.isArray(value['mark']['seen']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['mark']['seen']) &&
    Object.getOwnPropertyNames(value['mark']).length === 3 &&
    Array.isArray(value['answers']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['route'] === 'string') && (typeof value['owner'] === 'string') && (typeof value['type'] === 'string') && (typeof value['listed'] === 'string') && local_2.test(value['listed']) && (typeof value['document'] === 'object' && value['document'] !== null && !Array.isArray(value['document'])) && Object.getOwnPropertyNames(value).length === 5))) { return false }; return true; })(value['answers']) &&
    Array.isArray(value['pictures']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && (typeof value['type'] === 'string') && (typeof value['listed'] === 'string') && local_3.test(value['listed']) && (value['digest'] !== undefined ? ((typeof value['digest'] === 'string') && local_4.test(value['digest'])) : true) && (value['file'] !== undefined ? ((typeof value['file'] === 'string')) : true) && Object.getOwnPropertyNames(value).every(key => ['id', 'type', 'listed', 'digest', 'file'].includes(key))))) { return false }; return true; })(value['pictures']) &&
    Object.getOwnPropertyNames(value).length === 10
  )
}
})() as (value: unknown) => value is Static<typeof keptShape>;
