// Named here for tools that look for what is used: the compiler below imports it.
import type {} from '@kubernetes-models/argo-workflows/argoproj.io/v1alpha1';
import ts from 'typescript';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { isList, isObject, type JsonObject, type JsonValue } from '../../src/model/json.js';

const definitions = '@kubernetes-models/argo-workflows/argoproj.io/v1alpha1';
const name = fileURLToPath(new URL('a-workflow.ts', import.meta.url));

/**
 * A workflow, and what Argo's definitions have against one. `@kubernetes-models/argo-workflows` makes them of Argo's own, as
 * types: the compiler finds words that there are not, which validation against an open schema would let pass.
 */
export const argo = (text: string) => ({
  workflow: parse(text) as JsonObject,
  defects: (workflow: JsonObject): readonly string[] =>
    compiled(`import type { IWorkflow } from '${definitions}';
      export const workflow: IWorkflow = ${JSON.stringify(withWhatArgoFillsIn(workflow))};`),
});

/** The types are made of Go's, where some members are always there: a user leaves them out, and Argo fills them in. */
const withWhatArgoFillsIn = (workflow: JsonObject): JsonObject => {
  const spec = objectAt(workflow, 'spec');
  const templates = listAt(spec, 'templates').map((template) =>
    'script' in template ? { ...template, script: { name: 'main', ...objectAt(template, 'script') } } : template,
  );
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
  const volumeClaimTemplates = listAt(spec, 'volumeClaimTemplates').map((one) => ({ ...claim, ...one }));
  return { ...workflow, spec: { ...spec, templates, volumeClaimTemplates } };
};

const objectAt = (object: JsonObject, field: string): JsonObject => {
  const value: JsonValue | undefined = object[field];
  return isObject(value) ? value : {};
};

const listAt = (object: JsonObject, field: string): readonly JsonObject[] => {
  const value: JsonValue | undefined = object[field];
  return isList(value) ? value.filter(isObject) : [];
};

const compiled = (source: string): readonly string[] => {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const fileExists = host.fileExists.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (path) => path === name || fileExists(path);
  host.getSourceFile = (path, ...more) =>
    path === name ? ts.createSourceFile(path, source, ts.ScriptTarget.ES2023) : getSourceFile(path, ...more);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([name], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
};
