/** More marks than a person looks at would only cost time. */
const mostMarks = 500;

/** Marks what was searched for, in what is open and shown. Browsers without highlights go without. */
const highlight = () => {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete('found');
  const sought = current.q.trim().toLowerCase();
  if (sought === '') return;
  const shown = [
    ...cards.map(({ element, line, fold }) => ({ element, root: fold.hasAttribute('open') ? fold : line })),
    ...items.filter(({ card }) => card === undefined).map(({ element }) => ({ element, root: element })),
  ];
  const ranges = shown
    .filter(({ element }) => !element.hidden)
    .slice(0, mostMarks)
    .flatMap(({ root }) => rangesIn(root, sought));
  CSS.highlights.set('found', new Highlight(...ranges.slice(0, mostMarks)));
};

let isDue = false;

/** After the next frame, so that nobody waits for the marks; once for all that changes at a time. */
const highlightSoon = () => {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() =>
    setTimeout(() => {
      isDue = false;
      highlight();
    }),
  );
};

/**
 * @param {HTMLElement} root
 * @param {string} sought
 * @returns {Range[]}
 */
const rangesIn = (root, sought) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  /** @type {Range[]} */
  const ranges = [];
  for (let node = walker.nextNode(); node !== null && ranges.length < 50; node = walker.nextNode()) {
    const at = (node.nodeValue ?? '').toLowerCase().indexOf(sought);
    // Small letters may be longer than the capital they come from: then the mark would be elsewhere.
    if (at < 0 || at + sought.length > (node.nodeValue ?? '').length) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + sought.length);
    ranges.push(range);
  }
  return ranges;
};
