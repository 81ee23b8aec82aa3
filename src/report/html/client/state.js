/**
 * What is filtered, as the address says it behind its `#`, so that a view can be linked.
 * @typedef {{ q: string, type: string, owner: string, order: string, actions: readonly string[], kinds: readonly string[],  sinces: readonly string[] }} State
 */

/** @returns {State} */
const noFilter = () => ({ q: '', type: '', owner: '', order: '', actions: [], kinds: [], sinces: [] });

/**
 * The filter in the address; undefined where the address means a place on the page.
 * @returns {State | undefined}
 */
const stateInAddress = () => {
  const hash = location.hash.slice(1);
  if (hash !== '' && !hash.includes('=')) return undefined;
  const said = new URLSearchParams(hash);
  return {
    q: said.get('q') ?? '',
    type: said.get('type') ?? '',
    owner: said.get('owner') ?? '',
    order: said.get('order') ?? '',
    actions: said.getAll('action'),
    kinds: said.getAll('kind'),
    sinces: said.getAll('since'),
  };
};

/**
 * @param {State} state
 * @returns {string}
 */
const addressOf = ({ q, type, owner, order, actions, kinds, sinces }) => {
  const said = [
    ['q', q],
    ['type', type],
    ['owner', owner],
    ['order', order],
    ...actions.map((action) => ['action', action]),
    ...kinds.map((kind) => ['kind', kind]),
    ...sinces.map((since) => ['since', since]),
  ];
  return `#${said
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name ?? ''}=${encodeURIComponent(value ?? '')}`)
    .join('&')}`;
};
