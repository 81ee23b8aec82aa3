/*
 * A lint rule for tests: shapes that pass without having looked. That a test expects anything at all is seen to by
 * `requireAssertions` in vitest.config.ts; this is about expectations that may not be reached.
 */

const messages = {
  loop: 'An empty list passes: go through atLeastOne(list), or compare the lists.',
  table: 'An empty table has no test: say its rows here, or give atLeastOne(rows).',
  catch: 'Where nothing is thrown nothing is expected: use toThrow or rejects.',
  empty: 'Every text contains the empty one.',
};

/** What makes of a list with members another one with members. */
const keeping = new Set(['map', 'toSorted', 'toReversed', 'concat', 'entries', 'keys', 'values']);

export const testsCanFail = {
  meta: { type: 'problem', messages, schema: [] },
  create: (context) => ({
    ForOfStatement: ({ right, body }) => {
      if (!hasMembers(right, context) && expectsIn(body, context)) context.report({ node: right, messageId: 'loop' });
    },
    CallExpression: (node) => {
      const { callee, arguments: given } = node;
      const method = callee.type === 'MemberExpression' ? callee.property.name : undefined;
      if (method === 'each' && given[0] && !hasMembers(given[0], context))
        context.report({ node: given[0], messageId: 'table' });
      if (method === 'forEach' && given[0] && !hasMembers(callee.object, context) && expectsIn(given[0], context))
        context.report({ node: callee.object, messageId: 'loop' });
      if ((method === 'toContain' || method === 'toMatch') && given[0]?.value === '')
        context.report({ node, messageId: 'empty' });
    },
    CatchClause: (node) => {
      if (expectsIn(node.body, context)) context.report({ node, messageId: 'catch' });
    },
  }),
};

/** Whether a list has a member for certain, as far as its file says: written out, or seen to by `atLeastOne`. */
const hasMembers = (node, context) => {
  switch (node.type) {
    case 'ArrayExpression':
      return node.elements.some((one) => one?.type !== 'SpreadElement' || hasMembers(one.argument, context));
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return hasMembers(node.expression, context);
    case 'CallExpression':
      return node.callee.name === 'atLeastOne' || (isKeeping(node.callee) && hasMembers(node.callee.object, context));
    case 'Identifier':
      return isConstantWithMembers(node, context);
    default:
      return false;
  }
};

const isKeeping = ({ type, property }) => type === 'MemberExpression' && keeping.has(property.name);

const isConstantWithMembers = (node, context) => {
  const [definition] = variableOf(node, context)?.defs ?? [];
  const isConstant = definition?.type === 'Variable' && definition.parent.kind === 'const';
  if (!isConstant || definition.node.id.type !== 'Identifier') return false;
  // The variable of a loop is declared without a value.
  return definition.node.init !== null && hasMembers(definition.node.init, context);
};

const variableOf = (node, { sourceCode }) => {
  for (let scope = sourceCode.getScope(node); scope; scope = scope.upper)
    if (scope.set.has(node.name)) return scope.set.get(node.name);
  return undefined;
};

const expectsIn = (node, context) => {
  if (node.type === 'CallExpression' && node.callee.name === 'expect') return true;
  return (context.sourceCode.visitorKeys[node.type] ?? [])
    .flatMap((key) => node[key] ?? [])
    .some((child) => child !== null && expectsIn(child, context));
};
