import type { VNode } from 'preact';
import type { FieldReplaced } from '../review/fields.js';
import { foldedWords, type LineBlock } from '../review/line-blocks.js';
import { wordPieces, type Piece } from '../review/word-pieces.js';
import { Pieces } from './value.js';

/** Two texts side by side, line by line; words that differ are marked, and what is far from any change is folded. */
export const LineBlocks = ({
  blocks,
  lineEnds,
}: {
  readonly blocks: readonly LineBlock[];
  readonly lineEnds: FieldReplaced['lineEnds'];
}): VNode => (
  <div class="lines">
    {lineEnds && <Changed before={`line ends: ${lineEnds.before}`} after={`line ends: ${lineEnds.after}`} />}
    {blocks.map((block) => {
      if (block.kind === 'changed') return <Changed before={block.before.join('\n')} after={block.after.join('\n')} />;
      return block.isFolded ? <Folded lines={block.lines} /> : <Both text={block.lines.join('\n')} />;
    })}
  </div>
);

const Changed = (texts: { readonly before: string; readonly after: string }): VNode => {
  const { before, after } = wordPieces(texts.before, texts.after);
  return (
    <>
      <Line side="before" pieces={before} />
      <Line side="after" pieces={after} />
    </>
  );
};

const Folded = ({ lines }: { readonly lines: readonly string[] }): VNode => (
  <details class="fold">
    <summary>{foldedWords(lines)}</summary>
    <div class="lines">
      <Both text={lines.join('\n')} />
    </div>
  </details>
);

/** The same on both sides is said once. */
const Both = ({ text }: { readonly text: string }): VNode => <Line side="both" pieces={[{ text, changed: false }]} />;

const Line = ({
  side,
  pieces,
}: {
  readonly side: 'before' | 'after' | 'both';
  readonly pieces: readonly Piece[];
}): VNode => (
  <pre class={side}>
    <Pieces pieces={pieces} />
  </pre>
);
