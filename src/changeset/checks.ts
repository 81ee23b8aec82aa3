// Made by scripts/formats.js from the shapes beside it: not to be edited. A test keeps it current.
// @ts-nocheck: what TypeBox writes is JavaScript.
import type { Static } from '@sinclair/typebox';
import type { changesetShape } from './changeset-shape.js';
import type { approvalsShape } from './approvals-shape.js';
import type { receiptShape } from './receipt-shape.js';
import type { openShape } from './open-shape.js';
import type { decisionsShape } from './decisions-shape.js';
import type { verifiedShape } from './verified-shape.js';
import type { plannedShape } from './planned-shape.js';

export const isChangeset = (() => {
const local_0 = /^sha256:[0-9a-f]{64}$/;
const local_1 = /^[1-9][0-9]*[dhm]$/;
const local_2 = /^sha256:[0-9a-f]{64}$/;
const local_3 = /^sha256:[0-9a-f]{64}$/;
const local_4 = /^sha256:[0-9a-f]{64}$/;
const local_5 = /^sha256:[0-9a-f]{64}$/;
const local_6 = /^sha256:[0-9a-f]{64}$/;
const local_7 = /^(\/([^~/]|~[01])*)*$/;
const local_8 = /^sha256:[0-9a-f]{64}$/
const local_9 = /^sha256:[0-9a-f]{64}$/;
function check_side(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (typeof value['url'] === 'string') &&
    (typeof value['installation'] === 'string') &&
    (typeof value['space'] === 'string') &&
    (typeof value['version'] === 'string') &&
    (typeof value['digest'] === 'string') &&
    local_0.test(value['digest']) &&
    (value['takenAt'] !== undefined ? ((typeof value['takenAt'] === 'string')) : true) &&
    (value['instance'] !== undefined ? ((typeof value['instance'] === 'string')) : true) &&
    (value['revision'] !== undefined ? ((typeof value['revision'] === 'string')) : true) &&
    Object.getOwnPropertyNames(value).every(key => ['url', 'installation', 'space', 'version', 'digest', 'takenAt', 'instance', 'revision'].includes(key))
  )
}
function check_change(value) {
  return (
    (((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['action'] === 'create') && (typeof value['id'] === 'string') && (((value['type'] === 'accounts')) || ((value['type'] === 'buildInformation')) || ((value['type'] === 'certificates')) || ((value['type'] === 'channels')) || ((value['type'] === 'communityTemplates')) || ((value['type'] === 'deploymentProcesses')) || ((value['type'] === 'deploymentSettings')) || ((value['type'] === 'environments')) || ((value['type'] === 'externalFeeds')) || ((value['type'] === 'gitCredentials')) || ((value['type'] === 'libraryVariables')) || ((value['type'] === 'libraryVariableSets')) || ((value['type'] === 'lifecycles')) || ((value['type'] === 'machinePolicies')) || ((value['type'] === 'packages')) || ((value['type'] === 'projectGitVariables')) || ((value['type'] === 'projectGroups')) || ((value['type'] === 'projects')) || ((value['type'] === 'projectVariables')) || ((value['type'] === 'proxies')) || ((value['type'] === 'runbookProcesses')) || ((value['type'] === 'runbooks')) || ((value['type'] === 'scriptModules')) || ((value['type'] === 'scriptModuleSources')) || ((value['type'] === 'serverTeams')) || ((value['type'] === 'stepTemplates')) || ((value['type'] === 'targets')) || ((value['type'] === 'teamRoles')) || ((value['type'] === 'teams')) || ((value['type'] === 'tenants')) || ((value['type'] === 'tenantTagSets')) || ((value['type'] === 'tenantVariables')) || ((value['type'] === 'triggers')) || ((value['type'] === 'userRoles')) || ((value['type'] === 'users')) || ((value['type'] === 'workerPools')) || ((value['type'] === 'workers'))) && Array.isArray(value['names']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) && (value['owner'] !== undefined ? ((typeof value['owner'] === 'string')) : true) && (value['since'] !== undefined ? ((((value['since'] === 'source')) || ((value['since'] === 'destination')) || ((value['since'] === 'both')) || ((value['since'] === 'new')) || ((value['since'] === 'unknown')))) : true) && Number.isFinite(value['order']) && Array.isArray(value['dependsOn']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['dependsOn']) && Array.isArray(value['reasons']) && ((array) => { for(const value of array) if(!((check_reason(value)))) { return false }; return true; })(value['reasons']) && Array.isArray(value['warnings']) && ((array) => { for(const value of array) if(!((check_warning(value)))) { return false }; return true; })(value['warnings']) && Array.isArray(value['cleanUp']) && ((array) => { for(const value of array) if(!((check_cleanUp(value)))) { return false }; return true; })(value['cleanUp']) && (typeof value['document'] === 'object' && value['document'] !== null && !Array.isArray(value['document'])) && Object.getOwnPropertyNames(value).every(key => ['action', 'id', 'type', 'names', 'owner', 'since', 'order', 'dependsOn', 'reasons', 'warnings', 'cleanUp', 'document'].includes(key))) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['action'] === 'update') && (typeof value['id'] === 'string') && (((value['type'] === 'accounts')) || ((value['type'] === 'buildInformation')) || ((value['type'] === 'certificates')) || ((value['type'] === 'channels')) || ((value['type'] === 'communityTemplates')) || ((value['type'] === 'deploymentProcesses')) || ((value['type'] === 'deploymentSettings')) || ((value['type'] === 'environments')) || ((value['type'] === 'externalFeeds')) || ((value['type'] === 'gitCredentials')) || ((value['type'] === 'libraryVariables')) || ((value['type'] === 'libraryVariableSets')) || ((value['type'] === 'lifecycles')) || ((value['type'] === 'machinePolicies')) || ((value['type'] === 'packages')) || ((value['type'] === 'projectGitVariables')) || ((value['type'] === 'projectGroups')) || ((value['type'] === 'projects')) || ((value['type'] === 'projectVariables')) || ((value['type'] === 'proxies')) || ((value['type'] === 'runbookProcesses')) || ((value['type'] === 'runbooks')) || ((value['type'] === 'scriptModules')) || ((value['type'] === 'scriptModuleSources')) || ((value['type'] === 'serverTeams')) || ((value['type'] === 'stepTemplates')) || ((value['type'] === 'targets')) || ((value['type'] === 'teamRoles')) || ((value['type'] === 'teams')) || ((value['type'] === 'tenants')) || ((value['type'] === 'tenantTagSets')) || ((value['type'] === 'tenantVariables')) || ((value['type'] === 'triggers')) || ((value['type'] === 'userRoles')) || ((value['type'] === 'users')) || ((value['type'] === 'workerPools')) || ((value['type'] === 'workers'))) && Array.isArray(value['names']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) && (value['owner'] !== undefined ? ((typeof value['owner'] === 'string')) : true) && (value['since'] !== undefined ? ((((value['since'] === 'source')) || ((value['since'] === 'destination')) || ((value['since'] === 'both')) || ((value['since'] === 'new')) || ((value['since'] === 'unknown')))) : true) && Number.isFinite(value['order']) && Array.isArray(value['dependsOn']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['dependsOn']) && Array.isArray(value['reasons']) && ((array) => { for(const value of array) if(!((check_reason(value)))) { return false }; return true; })(value['reasons']) && Array.isArray(value['warnings']) && ((array) => { for(const value of array) if(!((check_warning(value)))) { return false }; return true; })(value['warnings']) && Array.isArray(value['cleanUp']) && ((array) => { for(const value of array) if(!((check_cleanUp(value)))) { return false }; return true; })(value['cleanUp']) && Array.isArray(value['patch']) && ((array) => { for(const value of array) if(!(((((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'test') && check_pointer(value['path']) && true && ('value' in value) && Object.getOwnPropertyNames(value).length === 3) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'add') && check_pointer(value['path']) && true && ('value' in value) && Object.getOwnPropertyNames(value).length === 3) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'replace') && check_pointer(value['path']) && true && ('value' in value) && Object.getOwnPropertyNames(value).length === 3) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'remove') && check_pointer(value['path']) && Object.getOwnPropertyNames(value).length === 2) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'move') && check_pointer(value['path']) && check_pointer(value['from']) && Object.getOwnPropertyNames(value).length === 3))))) { return false }; return true; })(value['patch']) && (value['outline'] !== undefined ? (Array.isArray(value['outline']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && check_pointer(value['at']) && Array.isArray(value['names']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) && Object.getOwnPropertyNames(value).length === 2))) { return false }; return true; })(value['outline'])) : true) && Object.getOwnPropertyNames(value).every(key => ['action', 'id', 'type', 'names', 'owner', 'since', 'order', 'dependsOn', 'reasons', 'warnings', 'cleanUp', 'patch', 'outline'].includes(key))) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['action'] === 'delete') && (typeof value['id'] === 'string') && (((value['type'] === 'accounts')) || ((value['type'] === 'buildInformation')) || ((value['type'] === 'certificates')) || ((value['type'] === 'channels')) || ((value['type'] === 'communityTemplates')) || ((value['type'] === 'deploymentProcesses')) || ((value['type'] === 'deploymentSettings')) || ((value['type'] === 'environments')) || ((value['type'] === 'externalFeeds')) || ((value['type'] === 'gitCredentials')) || ((value['type'] === 'libraryVariables')) || ((value['type'] === 'libraryVariableSets')) || ((value['type'] === 'lifecycles')) || ((value['type'] === 'machinePolicies')) || ((value['type'] === 'packages')) || ((value['type'] === 'projectGitVariables')) || ((value['type'] === 'projectGroups')) || ((value['type'] === 'projects')) || ((value['type'] === 'projectVariables')) || ((value['type'] === 'proxies')) || ((value['type'] === 'runbookProcesses')) || ((value['type'] === 'runbooks')) || ((value['type'] === 'scriptModules')) || ((value['type'] === 'scriptModuleSources')) || ((value['type'] === 'serverTeams')) || ((value['type'] === 'stepTemplates')) || ((value['type'] === 'targets')) || ((value['type'] === 'teamRoles')) || ((value['type'] === 'teams')) || ((value['type'] === 'tenants')) || ((value['type'] === 'tenantTagSets')) || ((value['type'] === 'tenantVariables')) || ((value['type'] === 'triggers')) || ((value['type'] === 'userRoles')) || ((value['type'] === 'users')) || ((value['type'] === 'workerPools')) || ((value['type'] === 'workers'))) && Array.isArray(value['names']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) && (value['owner'] !== undefined ? ((typeof value['owner'] === 'string')) : true) && (value['since'] !== undefined ? ((((value['since'] === 'source')) || ((value['since'] === 'destination')) || ((value['since'] === 'both')) || ((value['since'] === 'new')) || ((value['since'] === 'unknown')))) : true) && Number.isFinite(value['order']) && Array.isArray(value['dependsOn']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['dependsOn']) && Array.isArray(value['reasons']) && ((array) => { for(const value of array) if(!((check_reason(value)))) { return false }; return true; })(value['reasons']) && Array.isArray(value['warnings']) && ((array) => { for(const value of array) if(!((check_warning(value)))) { return false }; return true; })(value['warnings']) && Array.isArray(value['cleanUp']) && ((array) => { for(const value of array) if(!((check_cleanUp(value)))) { return false }; return true; })(value['cleanUp']) && (typeof value['document'] === 'object' && value['document'] !== null && !Array.isArray(value['document'])) && Array.isArray(value['goes']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && (((value['type'] === 'accounts')) || ((value['type'] === 'buildInformation')) || ((value['type'] === 'certificates')) || ((value['type'] === 'channels')) || ((value['type'] === 'communityTemplates')) || ((value['type'] === 'deploymentProcesses')) || ((value['type'] === 'deploymentSettings')) || ((value['type'] === 'environments')) || ((value['type'] === 'externalFeeds')) || ((value['type'] === 'gitCredentials')) || ((value['type'] === 'libraryVariables')) || ((value['type'] === 'libraryVariableSets')) || ((value['type'] === 'lifecycles')) || ((value['type'] === 'machinePolicies')) || ((value['type'] === 'packages')) || ((value['type'] === 'projectGitVariables')) || ((value['type'] === 'projectGroups')) || ((value['type'] === 'projects')) || ((value['type'] === 'projectVariables')) || ((value['type'] === 'proxies')) || ((value['type'] === 'runbookProcesses')) || ((value['type'] === 'runbooks')) || ((value['type'] === 'scriptModules')) || ((value['type'] === 'scriptModuleSources')) || ((value['type'] === 'serverTeams')) || ((value['type'] === 'stepTemplates')) || ((value['type'] === 'targets')) || ((value['type'] === 'teamRoles')) || ((value['type'] === 'teams')) || ((value['type'] === 'tenants')) || ((value['type'] === 'tenantTagSets')) || ((value['type'] === 'tenantVariables')) || ((value['type'] === 'triggers')) || ((value['type'] === 'userRoles')) || ((value['type'] === 'users')) || ((value['type'] === 'workerPools')) || ((value['type'] === 'workers'))) && Array.isArray(value['names']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) && (typeof value['document'] === 'object' && value['document'] !== null && !Array.isArray(value['document'])) && Object.getOwnPropertyNames(value).length === 4))) { return false }; return true; })(value['goes']) && Object.getOwnPropertyNames(value).every(key => ['action', 'id', 'type', 'names', 'owner', 'since', 'order', 'dependsOn', 'reasons', 'warnings', 'cleanUp', 'document', 'goes'].includes(key))))
  )
}
function check_reason(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (typeof value['rule'] === 'string') &&
    (value['value'] !== undefined ? ((typeof value['value'] === 'string')) : true) &&
    (value['origin'] !== undefined ? ((typeof value['origin'] === 'string')) : true) &&
    (typeof value['says'] === 'string') &&
    Object.getOwnPropertyNames(value).every(key => ['rule', 'value', 'origin', 'says'].includes(key))
  )
}
function check_warning(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (((value['kind'] === 'scope-widened')) || ((value['kind'] === 'step-removed')) || ((value['kind'] === 'removed-on-source')) || ((value['kind'] === 'renamed-on-source')) || ((value['kind'] === 'destination-scope-dropped')) || ((value['kind'] === 'plain-beside-secret')) || ((value['kind'] === 'beside-own-secret')) || ((value['kind'] === 'may-run-at-once')) || ((value['kind'] === 'runs-beside-another')) || ((value['kind'] === 'template-behind')) || ((value['kind'] === 'id-in-text')) || ((value['kind'] === 'minimum-lowered')) || ((value['kind'] === 'unresolved-dropped')) || ((value['kind'] === 'default-kept')) || ((value['kind'] === 'field-unknown')) || ((value['kind'] === 'retention-capped')) || ((value['kind'] === 'git-credential-missing'))) &&
    check_pointer(value['at']) &&
    (typeof value['says'] === 'string') &&
    Object.getOwnPropertyNames(value).length === 3
  )
}
function check_pointer(value) {
  return (
    (typeof value === 'string') &&
    local_7.test(value)
  )
}
function check_cleanUp(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (((value['kind'] === 'replace-secret')) || ((value['kind'] === 'supply-secret')) || ((value['kind'] === 'replace-value')) || ((value['kind'] === 'publish-runbook')) || ((value['kind'] === 'enable-trigger')) || ((value['kind'] === 'convert-project')) || ((value['kind'] === 'check'))) &&
    check_pointer(value['at']) &&
    (typeof value['says'] === 'string') &&
    Object.getOwnPropertyNames(value).length === 3
  )
}
function check_entry(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (typeof value['id'] === 'string') &&
    (typeof value['type'] === 'string') &&
    Array.isArray(value['names']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) &&
    (value['owner'] !== undefined ? ((typeof value['owner'] === 'string')) : true) &&
    (value['since'] !== undefined ? ((((value['since'] === 'source')) || ((value['since'] === 'destination')) || ((value['since'] === 'both')) || ((value['since'] === 'new')) || ((value['since'] === 'unknown')))) : true) &&
    (value['again'] !== undefined ? ((typeof value['again'] === 'string')) : true) &&
    (value['part'] !== undefined ? ((typeof value['part'] === 'string')) : true) &&
    (value['differing'] !== undefined ? (Number.isInteger(value['differing']) && value['differing'] >= 0) : true) &&
    Array.isArray(value['reasons']) &&
    ((array) => { for(const value of array) if(!((check_reason(value)))) { return false }; return true; })(value['reasons']) &&
    (value['warnings'] !== undefined ? (Array.isArray(value['warnings']) && ((array) => { for(const value of array) if(!((check_warning(value)))) { return false }; return true; })(value['warnings'])) : true) &&
    Object.getOwnPropertyNames(value).every(key => ['id', 'type', 'names', 'owner', 'since', 'again', 'part', 'differing', 'reasons', 'warnings'].includes(key))
  )
}
function check_conflict(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (typeof value['id'] === 'string') &&
    (typeof value['type'] === 'string') &&
    Array.isArray(value['names']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) &&
    (value['owner'] !== undefined ? ((typeof value['owner'] === 'string')) : true) &&
    (value['since'] !== undefined ? ((((value['since'] === 'source')) || ((value['since'] === 'destination')) || ((value['since'] === 'both')) || ((value['since'] === 'new')) || ((value['since'] === 'unknown')))) : true) &&
    (value['again'] !== undefined ? ((typeof value['again'] === 'string')) : true) &&
    (value['part'] !== undefined ? ((typeof value['part'] === 'string')) : true) &&
    (value['differing'] !== undefined ? (Number.isInteger(value['differing']) && value['differing'] >= 0) : true) &&
    Array.isArray(value['reasons']) &&
    ((array) => { for(const value of array) if(!((check_reason(value)))) { return false }; return true; })(value['reasons']) &&
    (value['warnings'] !== undefined ? (Array.isArray(value['warnings']) && ((array) => { for(const value of array) if(!((check_warning(value)))) { return false }; return true; })(value['warnings'])) : true) &&
    check_pointer(value['at']) &&
    (value['base'] !== undefined ? (true) : true) &&
    (value['source'] !== undefined ? (true) : true) &&
    (value['destination'] !== undefined ? (true) : true) &&
    (value['merged'] !== undefined ? ((typeof value['merged'] === 'string')) : true) &&
    (((value['takes'] === 'destination')) || ((value['takes'] === 'source')) || ((value['takes'] === 'merged'))) &&
    Object.getOwnPropertyNames(value).every(key => ['id', 'type', 'names', 'owner', 'since', 'again', 'part', 'differing', 'reasons', 'warnings', 'at', 'base', 'source', 'destination', 'merged', 'takes'].includes(key))
  )
}
function check_rename(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (typeof value['id'] === 'string') &&
    (typeof value['type'] === 'string') &&
    Array.isArray(value['names']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) &&
    (value['owner'] !== undefined ? ((typeof value['owner'] === 'string')) : true) &&
    (value['since'] !== undefined ? ((((value['since'] === 'source')) || ((value['since'] === 'destination')) || ((value['since'] === 'both')) || ((value['since'] === 'new')) || ((value['since'] === 'unknown')))) : true) &&
    (value['again'] !== undefined ? ((typeof value['again'] === 'string')) : true) &&
    (value['part'] !== undefined ? ((typeof value['part'] === 'string')) : true) &&
    (value['differing'] !== undefined ? (Number.isInteger(value['differing']) && value['differing'] >= 0) : true) &&
    Array.isArray(value['reasons']) &&
    ((array) => { for(const value of array) if(!((check_reason(value)))) { return false }; return true; })(value['reasons']) &&
    (value['warnings'] !== undefined ? (Array.isArray(value['warnings']) && ((array) => { for(const value of array) if(!((check_warning(value)))) { return false }; return true; })(value['warnings'])) : true) &&
    Array.isArray(value['candidates']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['candidates']) &&
    (typeof value['to'] === 'string') &&
    (value['map'] !== undefined ? ((typeof value['map'] === 'string')) : true) &&
    (typeof value['follows'] === 'boolean') &&
    Object.getOwnPropertyNames(value).every(key => ['id', 'type', 'names', 'owner', 'since', 'again', 'part', 'differing', 'reasons', 'warnings', 'candidates', 'to', 'map', 'follows'].includes(key))
  )
}
return function check(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (value['format'] === 'octosync-changeset/2') &&
    (value['made'] !== undefined ? ((typeof value['made'] === 'object' && value['made'] !== null && !Array.isArray(value['made'])) && (value['made']['tool'] !== undefined ? ((typeof value['made']['tool'] === 'string')) : true) && (value['made']['sync'] !== undefined ? ((typeof value['made']['sync'] === 'string')) : true) && (value['made']['preset'] !== undefined ? ((typeof value['made']['preset'] === 'string')) : true) && (value['made']['author'] !== undefined ? ((typeof value['made']['author'] === 'string')) : true) && Object.getOwnPropertyNames(value['made']).every(key => ['tool', 'sync', 'preset', 'author'].includes(key))) : true) &&
    check_side(value['source']) &&
    check_side(value['destination']) &&
    (value['base'] !== undefined ? (check_side(value['base'])) : true) &&
    (value['policy'] !== undefined ? ((typeof value['policy'] === 'object' && value['policy'] !== null && !Array.isArray(value['policy'])) && Number.isInteger(value['policy']['approvals']) && value['policy']['approvals'] >= 0 && (value['policy']['from'] !== undefined ? (Array.isArray(value['policy']['from']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['policy']['from'])) : true) && (((value['policy']['when'] === 'always')) || ((value['policy']['when'] === 'findings')) || ((value['policy']['when'] === 'never'))) && (typeof value['policy']['notByAuthor'] === 'boolean') && (value['policy']['maxAge'] !== undefined ? ((typeof value['policy']['maxAge'] === 'string') && local_1.test(value['policy']['maxAge'])) : true) && (((value['policy']['signed'] === 'ssh')) || ((value['policy']['signed'] === 'none'))) && (value['policy']['signers'] !== undefined ? (Array.isArray(value['policy']['signers']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['policy']['signers'])) : true) && (value['policy']['alsoSigners'] !== undefined ? (Array.isArray(value['policy']['alsoSigners']) && ((array) => { for(const value of array) if(!((Array.isArray(value) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value)))) { return false }; return true; })(value['policy']['alsoSigners'])) : true) && Object.getOwnPropertyNames(value['policy']).every(key => ['approvals', 'from', 'when', 'notByAuthor', 'maxAge', 'signed', 'signers', 'alsoSigners'].includes(key))) : true) &&
    (value['part'] !== undefined ? ((typeof value['part'] === 'object' && value['part'] !== null && !Array.isArray(value['part'])) && (typeof value['part']['of'] === 'string') && local_2.test(value['part']['of']) && Array.isArray(value['part']['leftOut']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && (value['by'] !== undefined ? ((typeof value['by'] === 'string')) : true) && (value['why'] !== undefined ? ((typeof value['why'] === 'string')) : true) && (value['because'] !== undefined ? ((typeof value['because'] === 'string')) : true) && Object.getOwnPropertyNames(value).every(key => ['id', 'by', 'why', 'because'].includes(key))))) { return false }; return true; })(value['part']['leftOut']) && Object.getOwnPropertyNames(value['part']).length === 2) : true) &&
    (value['undoes'] !== undefined ? ((typeof value['undoes'] === 'object' && value['undoes'] !== null && !Array.isArray(value['undoes'])) && (typeof value['undoes']['changeset'] === 'string') && local_3.test(value['undoes']['changeset']) && (typeof value['undoes']['receipt'] === 'string') && local_4.test(value['undoes']['receipt']) && (typeof value['undoes']['file'] === 'string') && (value['undoes']['source'] !== undefined ? ((typeof value['undoes']['source'] === 'string') && local_5.test(value['undoes']['source'])) : true) && (value['undoes']['base'] !== undefined ? ((typeof value['undoes']['base'] === 'string') && local_6.test(value['undoes']['base'])) : true) && Object.getOwnPropertyNames(value['undoes']).every(key => ['changeset', 'receipt', 'file', 'source', 'base'].includes(key))) : true) &&
    (value['today'] !== undefined ? ((typeof value['today'] === 'string')) : true) &&
    (typeof value['options'] === 'object' && value['options'] !== null && !Array.isArray(value['options'])) &&
    Array.isArray(value['changes']) &&
    ((array) => { for(const value of array) if(!((check_change(value)))) { return false }; return true; })(value['changes']) &&
    (value['git'] !== undefined ? (Array.isArray(value['git']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['project'] === 'string') && (typeof value['ref'] === 'string') && (value['url'] !== undefined ? ((typeof value['url'] === 'string')) : true) && (((value['write'] === 'branch')) || ((value['write'] === 'ref'))) && Array.isArray(value['changes']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['changes']) && Object.getOwnPropertyNames(value).every(key => ['project', 'ref', 'url', 'write', 'changes'].includes(key))))) { return false }; return true; })(value['git'])) : true) &&
    (value['readAt'] !== undefined ? (Array.isArray(value['readAt']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['project'] === 'string') && Array.isArray(value['refs']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['refs']) && Object.getOwnPropertyNames(value).length === 2))) { return false }; return true; })(value['readAt'])) : true) &&
    Array.isArray(value['left']) &&
    ((array) => { for(const value of array) if(!((check_entry(value)))) { return false }; return true; })(value['left']) &&
    Array.isArray(value['skipped']) &&
    ((array) => { for(const value of array) if(!((check_entry(value)))) { return false }; return true; })(value['skipped']) &&
    Array.isArray(value['unsupported']) &&
    ((array) => { for(const value of array) if(!((check_entry(value)))) { return false }; return true; })(value['unsupported']) &&
    Array.isArray(value['blocked']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && (typeof value['type'] === 'string') && Array.isArray(value['names']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) && (value['owner'] !== undefined ? ((typeof value['owner'] === 'string')) : true) && (value['since'] !== undefined ? ((((value['since'] === 'source')) || ((value['since'] === 'destination')) || ((value['since'] === 'both')) || ((value['since'] === 'new')) || ((value['since'] === 'unknown')))) : true) && (value['again'] !== undefined ? ((typeof value['again'] === 'string')) : true) && (value['part'] !== undefined ? ((typeof value['part'] === 'string')) : true) && (value['differing'] !== undefined ? (Number.isInteger(value['differing']) && value['differing'] >= 0) : true) && Array.isArray(value['reasons']) && ((array) => { for(const value of array) if(!((check_reason(value)))) { return false }; return true; })(value['reasons']) && (value['warnings'] !== undefined ? (Array.isArray(value['warnings']) && ((array) => { for(const value of array) if(!((check_warning(value)))) { return false }; return true; })(value['warnings'])) : true) && Array.isArray(value['missing']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['type'] === 'string') && (typeof value['name'] === 'string') && check_pointer(value['at']) && Object.getOwnPropertyNames(value).length === 3))) { return false }; return true; })(value['missing']) && Object.getOwnPropertyNames(value).every(key => ['id', 'type', 'names', 'owner', 'since', 'again', 'part', 'differing', 'reasons', 'warnings', 'missing'].includes(key))))) { return false }; return true; })(value['blocked']) &&
    Array.isArray(value['errors']) &&
    ((array) => { for(const value of array) if(!((check_entry(value)))) { return false }; return true; })(value['errors']) &&
    Array.isArray(value['conflicts']) &&
    ((array) => { for(const value of array) if(!((check_conflict(value)))) { return false }; return true; })(value['conflicts']) &&
    Array.isArray(value['removed']) &&
    ((array) => { for(const value of array) if(!((check_entry(value)))) { return false }; return true; })(value['removed']) &&
    Array.isArray(value['renames']) &&
    ((array) => { for(const value of array) if(!((check_rename(value)))) { return false }; return true; })(value['renames']) &&
    Array.isArray(value['only']) &&
    ((array) => { for(const value of array) if(!((check_entry(value)))) { return false }; return true; })(value['only']) &&
    (value['ignored'] !== undefined ? (Array.isArray(value['ignored']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && (typeof value['type'] === 'string') && Array.isArray(value['names']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) && (value['owner'] !== undefined ? ((typeof value['owner'] === 'string')) : true) && (value['since'] !== undefined ? ((((value['since'] === 'source')) || ((value['since'] === 'destination')) || ((value['since'] === 'both')) || ((value['since'] === 'new')) || ((value['since'] === 'unknown')))) : true) && (value['again'] !== undefined ? ((typeof value['again'] === 'string')) : true) && (value['part'] !== undefined ? ((typeof value['part'] === 'string')) : true) && (value['differing'] !== undefined ? (Number.isInteger(value['differing']) && value['differing'] >= 0) : true) && Array.isArray(value['reasons']) && ((array) => { for(const value of array) if(!((check_reason(value)))) { return false }; return true; })(value['reasons']) && (value['warnings'] !== undefined ? (Array.isArray(value['warnings']) && ((array) => { for(const value of array) if(!((check_warning(value)))) { return false }; return true; })(value['warnings'])) : true) && (value['at'] !== undefined ? (check_pointer(value['at'])) : true) && (typeof value['rule'] === 'string') && (typeof value['why'] === 'string') && (value['until'] !== undefined ? ((typeof value['until'] === 'string')) : true) && Object.getOwnPropertyNames(value).every(key => ['id', 'type', 'names', 'owner', 'since', 'again', 'part', 'differing', 'reasons', 'warnings', 'at', 'rule', 'why', 'until'].includes(key))))) { return false }; return true; })(value['ignored'])) : true) &&
    (value['selections'] !== undefined ? (Array.isArray(value['selections']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value))))) { return false }; return true; })(value['selections'])) : true) &&
    (value['keeps'] !== undefined ? (Array.isArray(value['keeps']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && (value['part'] !== undefined ? ((typeof value['part'] === 'string')) : true) && (value['base'] !== undefined ? ((((value['base'] === null)) || ((typeof value['base'] === 'object' && value['base'] !== null && !Array.isArray(value['base']))) || (Array.isArray(value['base']) && ((array) => { for(const value of array) if(!(((((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'add') && check_pointer(value['path']) && true && ('value' in value) && Object.getOwnPropertyNames(value).length === 3) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'replace') && check_pointer(value['path']) && true && ('value' in value) && Object.getOwnPropertyNames(value).length === 3) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'remove') && check_pointer(value['path']) && Object.getOwnPropertyNames(value).length === 2) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'move') && check_pointer(value['path']) && check_pointer(value['from']) && Object.getOwnPropertyNames(value).length === 3))))) { return false }; return true; })(value['base'])))) : true) && (value['of'] !== undefined ? (Array.isArray(value['of']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['of'])) : true) && (value['lost'] !== undefined ? (Array.isArray(value['lost']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && check_pointer(value['at']) && (value['names'] !== undefined ? (Array.isArray(value['names']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names'])) : true) && Object.getOwnPropertyNames(value).every(key => ['at', 'names'].includes(key))))) { return false }; return true; })(value['lost'])) : true) && Object.getOwnPropertyNames(value).every(key => ['id', 'part', 'base', 'of', 'lost'].includes(key))))) { return false }; return true; })(value['keeps'])) : true) &&
    (value['bases'] !== undefined ? (Array.isArray(value['bases']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && (((value['base'] === 'tested')) || ((value['base'] === null)) || ((typeof value['base'] === 'object' && value['base'] !== null && !Array.isArray(value['base']))) || (Array.isArray(value['base']) && ((array) => { for(const value of array) if(!(((((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'add') && check_pointer(value['path']) && true && ('value' in value) && Object.getOwnPropertyNames(value).length === 3) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'replace') && check_pointer(value['path']) && true && ('value' in value) && Object.getOwnPropertyNames(value).length === 3) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'remove') && check_pointer(value['path']) && Object.getOwnPropertyNames(value).length === 2) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'move') && check_pointer(value['path']) && check_pointer(value['from']) && Object.getOwnPropertyNames(value).length === 3))))) { return false }; return true; })(value['base']))) && (value['of'] !== undefined ? (Array.isArray(value['of']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['of'])) : true) && (value['next'] !== undefined ? (Array.isArray(value['next']) && ((array) => { for(const value of array) if(!(((((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'add') && check_pointer(value['path']) && true && ('value' in value) && Object.getOwnPropertyNames(value).length === 3) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'replace') && check_pointer(value['path']) && true && ('value' in value) && Object.getOwnPropertyNames(value).length === 3) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'remove') && check_pointer(value['path']) && Object.getOwnPropertyNames(value).length === 2) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'move') && check_pointer(value['path']) && check_pointer(value['from']) && Object.getOwnPropertyNames(value).length === 3))))) { return false }; return true; })(value['next'])) : true) && (value['fields'] !== undefined ? (Array.isArray(value['fields']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['fields'])) : true) && (value['open'] !== undefined ? (Array.isArray(value['open']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && (typeof value['type'] === 'string') && Array.isArray(value['names']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) && (value['part'] !== undefined ? ((typeof value['part'] === 'string')) : true) && (value['since'] !== undefined ? ((((value['since'] === 'source')) || ((value['since'] === 'destination')) || ((value['since'] === 'both')) || ((value['since'] === 'new')) || ((value['since'] === 'unknown')))) : true) && (value['isThere'] !== undefined ? ((typeof value['isThere'] === 'boolean')) : true) && (typeof value['first'] === 'string') && (value['says'] !== undefined ? ((typeof value['says'] === 'string')) : true) && (value['resolved'] !== undefined ? ((((value['resolved'] === 'own')) || ((value['resolved'] === 'source')))) : true) && Object.getOwnPropertyNames(value).every(key => ['id', 'type', 'names', 'part', 'since', 'isThere', 'first', 'says', 'resolved'].includes(key))))) { return false }; return true; })(value['open'])) : true) && Object.getOwnPropertyNames(value).every(key => ['id', 'base', 'of', 'next', 'fields', 'open'].includes(key))))) { return false }; return true; })(value['bases'])) : true) &&
    (value['stillOpen'] !== undefined ? (Array.isArray(value['stillOpen']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && (typeof value['type'] === 'string') && Array.isArray(value['names']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) && (value['part'] !== undefined ? ((typeof value['part'] === 'string')) : true) && (value['since'] !== undefined ? ((((value['since'] === 'source')) || ((value['since'] === 'destination')) || ((value['since'] === 'both')) || ((value['since'] === 'new')) || ((value['since'] === 'unknown')))) : true) && (value['isThere'] !== undefined ? ((typeof value['isThere'] === 'boolean')) : true) && (typeof value['first'] === 'string') && (value['says'] !== undefined ? ((typeof value['says'] === 'string')) : true) && (value['resolved'] !== undefined ? ((((value['resolved'] === 'own')) || ((value['resolved'] === 'source')))) : true) && Object.getOwnPropertyNames(value).every(key => ['id', 'type', 'names', 'part', 'since', 'isThere', 'first', 'says', 'resolved'].includes(key))))) { return false }; return true; })(value['stillOpen'])) : true) &&
    Array.isArray(value['warnings']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['warnings']) &&
    (typeof value['summary'] === 'object' && value['summary'] !== null && !Array.isArray(value['summary'])) &&
    (Object.getOwnPropertyNames(value['summary']).every(key => [].includes(key) || ((typeof value['summary'][key] === 'object' && value['summary'][key] !== null && !Array.isArray(value['summary'][key])) && Number.isInteger(value['summary'][key]['create']) && value['summary'][key]['create'] >= 0 && Number.isInteger(value['summary'][key]['update']) && value['summary'][key]['update'] >= 0 && Number.isInteger(value['summary'][key]['unchanged']) && value['summary'][key]['unchanged'] >= 0 && Number.isInteger(value['summary'][key]['left']) && value['summary'][key]['left'] >= 0 && Number.isInteger(value['summary'][key]['skipped']) && value['summary'][key]['skipped'] >= 0 && Number.isInteger(value['summary'][key]['blocked']) && value['summary'][key]['blocked'] >= 0 && Number.isInteger(value['summary'][key]['unsupported']) && value['summary'][key]['unsupported'] >= 0 && Number.isInteger(value['summary'][key]['errors']) && value['summary'][key]['errors'] >= 0 && Number.isInteger(value['summary'][key]['conflicts']) && value['summary'][key]['conflicts'] >= 0 && Number.isInteger(value['summary'][key]['removed']) && value['summary'][key]['removed'] >= 0 && Number.isInteger(value['summary'][key]['renames']) && value['summary'][key]['renames'] >= 0 && Number.isInteger(value['summary'][key]['own']) && value['summary'][key]['own'] >= 0 && Number.isInteger(value['summary'][key]['only']) && value['summary'][key]['only'] >= 0 && Number.isInteger(value['summary'][key]['ignored']) && value['summary'][key]['ignored'] >= 0 && (value['summary'][key]['delete'] !== undefined ? (Number.isInteger(value['summary'][key]['delete']) && value['summary'][key]['delete'] >= 0) : true) && Object.getOwnPropertyNames(value['summary'][key]).every(key => ['create', 'update', 'unchanged', 'left', 'skipped', 'blocked', 'unsupported', 'errors', 'conflicts', 'removed', 'renames', 'own', 'only', 'ignored', 'delete'].includes(key))))) &&
    Array.isArray(value['gates']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['gate'] === 'string') && Number.isFinite(value['figure']) && (typeof value['limit'] === 'string') && (value['of'] !== undefined ? (Number.isInteger(value['of']) && value['of'] >= 0) : true) && (typeof value['says'] === 'string') && Array.isArray(value['ids']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['ids']) && Object.getOwnPropertyNames(value).every(key => ['gate', 'figure', 'limit', 'of', 'says', 'ids'].includes(key))))) { return false }; return true; })(value['gates']) &&
    (value['files'] !== undefined ? ((typeof value['files'] === 'object' && value['files'] !== null && !Array.isArray(value['files']) && !(value['files'] instanceof Date) && !(value['files'] instanceof Uint8Array)) && (Object.entries(value['files']).every(([key, value]) => (local_8.test(key) ? ((typeof value === 'string')) : false)))) : true) &&
    (typeof value['digest'] === 'string') &&
    local_9.test(value['digest']) &&
    Object.getOwnPropertyNames(value).every(key => ['format', 'made', 'source', 'destination', 'base', 'policy', 'part', 'undoes', 'today', 'options', 'changes', 'git', 'readAt', 'left', 'skipped', 'unsupported', 'blocked', 'errors', 'conflicts', 'removed', 'renames', 'only', 'ignored', 'selections', 'keeps', 'bases', 'stillOpen', 'warnings', 'summary', 'gates', 'files', 'digest'].includes(key))
  )
}
})() as (value: unknown) => value is Static<typeof changesetShape>;

export const isApprovals = (() => {
const local_0 = /\S/;
const local_1 = /\S/;
const local_2 = /^sha256:[0-9a-f]{64}$/;
const local_3 = /\S/;
const local_4 = /\S/;
const local_5 = /\S/;
const local_6 = /^sha256:[0-9a-f]{64}$/;
return function check(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (value['format'] === 'octosync-approvals/1') &&
    Array.isArray(value['approvals']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['by'] === 'string') && local_0.test(value['by']) && (typeof value['when'] === 'string') && local_1.test(value['when']) && (value['comment'] !== undefined ? ((typeof value['comment'] === 'string')) : true) && (typeof value['digest'] === 'string') && local_2.test(value['digest']) && (value['resolved'] !== undefined ? (Array.isArray(value['resolved']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['element'] === 'string') && local_3.test(value['element']) && (((value['takes'] === 'own')) || ((value['takes'] === 'source'))) && Object.getOwnPropertyNames(value).length === 2))) { return false }; return true; })(value['resolved'])) : true) && (value['accepted'] !== undefined ? (Array.isArray(value['accepted']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['finding'] === 'string') && local_4.test(value['finding']) && (typeof value['reason'] === 'string') && local_5.test(value['reason']) && Object.getOwnPropertyNames(value).length === 2))) { return false }; return true; })(value['accepted'])) : true) && (value['signature'] !== undefined ? ((typeof value['signature'] === 'string')) : true) && (typeof value['file'] === 'string') && local_6.test(value['file']) && Object.getOwnPropertyNames(value).every(key => ['by', 'when', 'comment', 'digest', 'resolved', 'accepted', 'signature', 'file'].includes(key))))) { return false }; return true; })(value['approvals']) &&
    Object.getOwnPropertyNames(value).length === 2
  )
}
})() as (value: unknown) => value is Static<typeof approvalsShape>;

export const isReceipt = (() => {
const local_0 = /^sha256:[0-9a-f]{64}$/;
const local_1 = /^sha256:[0-9a-f]{64}$/;
const local_2 = /\S/;
const local_3 = /\S/;
const local_4 = /\S/;
const local_5 = /^[1-9][0-9]*[dhm]$/;
const local_6 = /^sha256:[0-9a-f]{64}$/;
const local_7 = /^sha256:[0-9a-f]{64}$/;
const local_8 = /^sha256:[0-9a-f]{64}$/;
const local_9 = /^sha256:[0-9a-f]{64}$/;
const local_10 = /^(\/([^~/]|~[01])*)*$/;
function check_side(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (typeof value['url'] === 'string') &&
    (typeof value['installation'] === 'string') &&
    (typeof value['space'] === 'string') &&
    (typeof value['version'] === 'string') &&
    (typeof value['digest'] === 'string') &&
    local_1.test(value['digest']) &&
    (value['takenAt'] !== undefined ? ((typeof value['takenAt'] === 'string')) : true) &&
    (value['instance'] !== undefined ? ((typeof value['instance'] === 'string')) : true) &&
    (value['revision'] !== undefined ? ((typeof value['revision'] === 'string')) : true) &&
    Object.getOwnPropertyNames(value).every(key => ['url', 'installation', 'space', 'version', 'digest', 'takenAt', 'instance', 'revision'].includes(key))
  )
}
function check_openElement(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (typeof value['id'] === 'string') &&
    (typeof value['type'] === 'string') &&
    Array.isArray(value['names']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) &&
    (value['part'] !== undefined ? ((typeof value['part'] === 'string')) : true) &&
    (value['since'] !== undefined ? ((((value['since'] === 'source')) || ((value['since'] === 'destination')) || ((value['since'] === 'both')) || ((value['since'] === 'new')) || ((value['since'] === 'unknown')))) : true) &&
    (value['base'] !== undefined ? ((((value['base'] === null)) || ((typeof value['base'] === 'object' && value['base'] !== null && !Array.isArray(value['base']))) || (Array.isArray(value['base']) && ((array) => { for(const value of array) if(!(((((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'add') && check_pointer(value['path']) && true && ('value' in value) && Object.getOwnPropertyNames(value).length === 3) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'replace') && check_pointer(value['path']) && true && ('value' in value) && Object.getOwnPropertyNames(value).length === 3) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'remove') && check_pointer(value['path']) && Object.getOwnPropertyNames(value).length === 2) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'move') && check_pointer(value['path']) && check_pointer(value['from']) && Object.getOwnPropertyNames(value).length === 3))))) { return false }; return true; })(value['base'])))) : true) &&
    (value['of'] !== undefined ? (Array.isArray(value['of']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['of'])) : true) &&
    (value['lost'] !== undefined ? (Array.isArray(value['lost']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && check_pointer(value['at']) && (value['names'] !== undefined ? (Array.isArray(value['names']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names'])) : true) && Object.getOwnPropertyNames(value).every(key => ['at', 'names'].includes(key))))) { return false }; return true; })(value['lost'])) : true) &&
    (value['isThere'] !== undefined ? ((typeof value['isThere'] === 'boolean')) : true) &&
    (typeof value['first'] === 'string') &&
    (value['says'] !== undefined ? ((typeof value['says'] === 'string')) : true) &&
    (value['resolved'] !== undefined ? ((((value['resolved'] === 'own')) || ((value['resolved'] === 'source')))) : true) &&
    Object.getOwnPropertyNames(value).every(key => ['id', 'type', 'names', 'part', 'since', 'base', 'of', 'lost', 'isThere', 'first', 'says', 'resolved'].includes(key))
  )
}
function check_pointer(value) {
  return (
    (typeof value === 'string') &&
    local_10.test(value)
  )
}
return function check(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (value['format'] === 'octosync-receipt/1') &&
    (typeof value['changeset'] === 'string') &&
    local_0.test(value['changeset']) &&
    (value['sync'] !== undefined ? ((typeof value['sync'] === 'string')) : true) &&
    check_side(value['source']) &&
    check_side(value['destination']) &&
    (typeof value['tool'] === 'string') &&
    (typeof value['when'] === 'string') &&
    (value['who'] !== undefined ? ((typeof value['who'] === 'string')) : true) &&
    (typeof value['options'] === 'object' && value['options'] !== null && !Array.isArray(value['options'])) &&
    Array.isArray(value['options']['allow']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['options']['allow']) &&
    (typeof value['options']['skipBlocked'] === 'boolean') &&
    (typeof value['options']['allowDrift'] === 'boolean') &&
    Object.getOwnPropertyNames(value['options']).length === 3 &&
    (((value['outcome'] === 'complete')) || ((value['outcome'] === 'failed')) || ((value['outcome'] === 'drifted')) || ((value['outcome'] === 'interrupted'))) &&
    (value['says'] !== undefined ? ((typeof value['says'] === 'string')) : true) &&
    Array.isArray(value['changes']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && (value['action'] !== undefined ? ((((value['action'] === 'create')) || ((value['action'] === 'update')) || ((value['action'] === 'delete')))) : true) && (((value['became'] === 'written')) || ((value['became'] === 'done already')) || ((value['became'] === 'failed')) || ((value['became'] === 'not attempted')) || ((value['became'] === 'drifted'))) && (value['created'] !== undefined ? (Array.isArray(value['created']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['created'])) : true) && (value['why'] !== undefined ? ((typeof value['why'] === 'string')) : true) && Object.getOwnPropertyNames(value).every(key => ['id', 'action', 'became', 'created', 'why'].includes(key))))) { return false }; return true; })(value['changes']) &&
    (value['git'] !== undefined ? (Array.isArray(value['git']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['project'] === 'string') && (typeof value['branch'] === 'string') && (typeof value['from'] === 'string') && Array.isArray(value['changes']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['changes']) && Object.getOwnPropertyNames(value).length === 4))) { return false }; return true; })(value['git'])) : true) &&
    Array.isArray(value['selections']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value))))) { return false }; return true; })(value['selections']) &&
    Array.isArray(value['resolved']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['element'] === 'string') && local_2.test(value['element']) && (((value['takes'] === 'own')) || ((value['takes'] === 'source'))) && (typeof value['by'] === 'string') && Object.getOwnPropertyNames(value).length === 3))) { return false }; return true; })(value['resolved']) &&
    (value['accepted'] !== undefined ? (Array.isArray(value['accepted']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['finding'] === 'string') && local_3.test(value['finding']) && (typeof value['reason'] === 'string') && local_4.test(value['reason']) && (typeof value['by'] === 'string') && Object.getOwnPropertyNames(value).length === 3))) { return false }; return true; })(value['accepted'])) : true) &&
    (value['approvals'] !== undefined ? (Array.isArray(value['approvals']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['by'] === 'string') && (typeof value['when'] === 'string') && (value['signed'] !== undefined ? ((typeof value['signed'] === 'string')) : true) && Object.getOwnPropertyNames(value).every(key => ['by', 'when', 'signed'].includes(key))))) { return false }; return true; })(value['approvals'])) : true) &&
    (value['policy'] !== undefined ? ((typeof value['policy'] === 'object' && value['policy'] !== null && !Array.isArray(value['policy'])) && Number.isInteger(value['policy']['approvals']) && value['policy']['approvals'] >= 0 && (value['policy']['from'] !== undefined ? (Array.isArray(value['policy']['from']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['policy']['from'])) : true) && (((value['policy']['when'] === 'always')) || ((value['policy']['when'] === 'findings')) || ((value['policy']['when'] === 'never'))) && (typeof value['policy']['notByAuthor'] === 'boolean') && (value['policy']['maxAge'] !== undefined ? ((typeof value['policy']['maxAge'] === 'string') && local_5.test(value['policy']['maxAge'])) : true) && (((value['policy']['signed'] === 'ssh')) || ((value['policy']['signed'] === 'none'))) && (value['policy']['signers'] !== undefined ? (Array.isArray(value['policy']['signers']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['policy']['signers'])) : true) && (value['policy']['alsoSigners'] !== undefined ? (Array.isArray(value['policy']['alsoSigners']) && ((array) => { for(const value of array) if(!((Array.isArray(value) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value)))) { return false }; return true; })(value['policy']['alsoSigners'])) : true) && Object.getOwnPropertyNames(value['policy']).every(key => ['approvals', 'from', 'when', 'notByAuthor', 'maxAge', 'signed', 'signers', 'alsoSigners'].includes(key))) : true) &&
    (value['undoes'] !== undefined ? ((typeof value['undoes'] === 'object' && value['undoes'] !== null && !Array.isArray(value['undoes'])) && (typeof value['undoes']['changeset'] === 'string') && local_6.test(value['undoes']['changeset']) && (typeof value['undoes']['receipt'] === 'string') && local_7.test(value['undoes']['receipt']) && (typeof value['undoes']['file'] === 'string') && (value['undoes']['source'] !== undefined ? ((typeof value['undoes']['source'] === 'string') && local_8.test(value['undoes']['source'])) : true) && (value['undoes']['base'] !== undefined ? ((typeof value['undoes']['base'] === 'string') && local_9.test(value['undoes']['base'])) : true) && Object.getOwnPropertyNames(value['undoes']).every(key => ['changeset', 'receipt', 'file', 'source', 'base'].includes(key))) : true) &&
    Array.isArray(value['open']) &&
    ((array) => { for(const value of array) if(!((check_openElement(value)))) { return false }; return true; })(value['open']) &&
    (typeof value['base'] === 'object' && value['base'] !== null && !Array.isArray(value['base'])) &&
    (typeof value['base']['moved'] === 'boolean') &&
    (typeof value['base']['says'] === 'string') &&
    Object.getOwnPropertyNames(value['base']).length === 2 &&
    Object.getOwnPropertyNames(value).every(key => ['format', 'changeset', 'sync', 'source', 'destination', 'tool', 'when', 'who', 'options', 'outcome', 'says', 'changes', 'git', 'selections', 'resolved', 'accepted', 'approvals', 'policy', 'undoes', 'open', 'base'].includes(key))
  )
}
})() as (value: unknown) => value is Static<typeof receiptShape>;

export const isOpen = (() => {
const local_0 = /^sha256:[0-9a-f]{64}$/;
const local_1 = /^(\/([^~/]|~[01])*)*$/;
function check_openElement(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (typeof value['id'] === 'string') &&
    (typeof value['type'] === 'string') &&
    Array.isArray(value['names']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names']) &&
    (value['part'] !== undefined ? ((typeof value['part'] === 'string')) : true) &&
    (value['since'] !== undefined ? ((((value['since'] === 'source')) || ((value['since'] === 'destination')) || ((value['since'] === 'both')) || ((value['since'] === 'new')) || ((value['since'] === 'unknown')))) : true) &&
    (value['base'] !== undefined ? ((((value['base'] === null)) || ((typeof value['base'] === 'object' && value['base'] !== null && !Array.isArray(value['base']))) || (Array.isArray(value['base']) && ((array) => { for(const value of array) if(!(((((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'add') && check_pointer(value['path']) && true && ('value' in value) && Object.getOwnPropertyNames(value).length === 3) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'replace') && check_pointer(value['path']) && true && ('value' in value) && Object.getOwnPropertyNames(value).length === 3) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'remove') && check_pointer(value['path']) && Object.getOwnPropertyNames(value).length === 2) || ((typeof value === 'object' && value !== null && !Array.isArray(value)) && (value['op'] === 'move') && check_pointer(value['path']) && check_pointer(value['from']) && Object.getOwnPropertyNames(value).length === 3))))) { return false }; return true; })(value['base'])))) : true) &&
    (value['of'] !== undefined ? (Array.isArray(value['of']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['of'])) : true) &&
    (value['lost'] !== undefined ? (Array.isArray(value['lost']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && check_pointer(value['at']) && (value['names'] !== undefined ? (Array.isArray(value['names']) && ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['names'])) : true) && Object.getOwnPropertyNames(value).every(key => ['at', 'names'].includes(key))))) { return false }; return true; })(value['lost'])) : true) &&
    (value['isThere'] !== undefined ? ((typeof value['isThere'] === 'boolean')) : true) &&
    (typeof value['first'] === 'string') &&
    (value['says'] !== undefined ? ((typeof value['says'] === 'string')) : true) &&
    (value['resolved'] !== undefined ? ((((value['resolved'] === 'own')) || ((value['resolved'] === 'source')))) : true) &&
    Object.getOwnPropertyNames(value).every(key => ['id', 'type', 'names', 'part', 'since', 'base', 'of', 'lost', 'isThere', 'first', 'says', 'resolved'].includes(key))
  )
}
function check_pointer(value) {
  return (
    (typeof value === 'string') &&
    local_1.test(value)
  )
}
return function check(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (value['format'] === 'octosync-open/1') &&
    (typeof value['base'] === 'string') &&
    local_0.test(value['base']) &&
    (value['selections'] !== undefined ? (Array.isArray(value['selections']) && ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value))))) { return false }; return true; })(value['selections'])) : true) &&
    Array.isArray(value['open']) &&
    ((array) => { for(const value of array) if(!((check_openElement(value)))) { return false }; return true; })(value['open']) &&
    Object.getOwnPropertyNames(value).every(key => ['format', 'base', 'selections', 'open'].includes(key))
  )
}
})() as (value: unknown) => value is Static<typeof openShape>;

export const isDecisions = (() => {
const local_0 = /^sha256:[0-9a-f]{64}$/;
const local_1 = /\S/;
const local_2 = /\S/;
const local_3 = /\S/;
return function check(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (value['format'] === 'octosync-decisions/1') &&
    (typeof value['changeset'] === 'string') &&
    local_0.test(value['changeset']) &&
    (value['by'] !== undefined ? ((typeof value['by'] === 'string')) : true) &&
    Array.isArray(value['leftOut']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && (value['why'] !== undefined ? ((typeof value['why'] === 'string')) : true) && Object.getOwnPropertyNames(value).every(key => ['id', 'why'].includes(key))))) { return false }; return true; })(value['leftOut']) &&
    Array.isArray(value['resolved']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['element'] === 'string') && local_1.test(value['element']) && (((value['takes'] === 'own')) || ((value['takes'] === 'source'))) && Object.getOwnPropertyNames(value).length === 2))) { return false }; return true; })(value['resolved']) &&
    Array.isArray(value['accepted']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['finding'] === 'string') && local_2.test(value['finding']) && (typeof value['reason'] === 'string') && local_3.test(value['reason']) && Object.getOwnPropertyNames(value).length === 2))) { return false }; return true; })(value['accepted']) &&
    Object.getOwnPropertyNames(value).every(key => ['format', 'changeset', 'by', 'leftOut', 'resolved', 'accepted'].includes(key))
  )
}
})() as (value: unknown) => value is Static<typeof decisionsShape>;

export const isVerified = (() => {
const local_0 = /^sha256:[0-9a-f]{64}$/;
const local_1 = /^(\/([^~/]|~[01])*)*$/;
function check_pointer(value) {
  return (
    (typeof value === 'string') &&
    local_1.test(value)
  )
}
return function check(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (value['format'] === 'octosync-verified/1') &&
    (typeof value['changeset'] === 'string') &&
    local_0.test(value['changeset']) &&
    (typeof value['destination'] === 'object' && value['destination'] !== null && !Array.isArray(value['destination'])) &&
    (typeof value['destination']['url'] === 'string') &&
    (typeof value['destination']['installation'] === 'string') &&
    (typeof value['destination']['space'] === 'string') &&
    (typeof value['destination']['version'] === 'string') &&
    Object.getOwnPropertyNames(value['destination']).length === 4 &&
    (typeof value['tool'] === 'string') &&
    (typeof value['when'] === 'string') &&
    Array.isArray(value['asMeant']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'string')))) { return false }; return true; })(value['asMeant']) &&
    Array.isArray(value['differing']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['id'] === 'string') && Array.isArray(value['pointers']) && ((array) => { for(const value of array) if(!((check_pointer(value)))) { return false }; return true; })(value['pointers']) && Object.getOwnPropertyNames(value).length === 2))) { return false }; return true; })(value['differing']) &&
    Object.getOwnPropertyNames(value).length === 7
  )
}
})() as (value: unknown) => value is Static<typeof verifiedShape>;

export const isPlanned = (() => {
const local_0 = /^sha256:[0-9a-f]{64}$/;
return function check(value) {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) &&
    (value['format'] === 'octosync-dry-run/1') &&
    (typeof value['changeset'] === 'string') &&
    local_0.test(value['changeset']) &&
    (typeof value['destination'] === 'object' && value['destination'] !== null && !Array.isArray(value['destination'])) &&
    (typeof value['destination']['url'] === 'string') &&
    (typeof value['destination']['installation'] === 'string') &&
    (typeof value['destination']['space'] === 'string') &&
    (typeof value['destination']['version'] === 'string') &&
    Object.getOwnPropertyNames(value['destination']).length === 4 &&
    (typeof value['tool'] === 'string') &&
    (typeof value['when'] === 'string') &&
    Array.isArray(value['requests']) &&
    ((array) => { for(const value of array) if(!(((typeof value === 'object' && value !== null && !Array.isArray(value)) && (typeof value['about'] === 'string') && (((value['method'] === 'POST')) || ((value['method'] === 'PUT')) || ((value['method'] === 'DELETE'))) && (typeof value['path'] === 'string') && (value['body'] !== undefined ? ((typeof value['body'] === 'object' && value['body'] !== null && !Array.isArray(value['body']))) : true) && Object.getOwnPropertyNames(value).every(key => ['about', 'method', 'path', 'body'].includes(key))))) { return false }; return true; })(value['requests']) &&
    Object.getOwnPropertyNames(value).length === 6
  )
}
})() as (value: unknown) => value is Static<typeof plannedShape>;
