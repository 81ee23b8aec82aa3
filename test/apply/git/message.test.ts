import { describe, expect, it } from 'vitest';
import { commitMessage } from '../../../src/apply/git/message.js';
import { isOneLine } from '../../../src/model/one-line.js';
import { changeId, digest } from '../../builders/brands.js';

const of = { digest: digest('3f2a1b4c5d6e7f80') };

describe('The message of a commit (rules git-message)', () => {
  it('names the changeset, the change, and who approved it', () => {
    const id = changeId('deploymentProcesses/OctoFX');
    expect(commitMessage(of, id, [])).toBe('octosync 3f2a1b4c5d6e: deploymentProcesses/OctoFX');
    expect(commitMessage(of, id, ['Ada', 'Grace'])).toBe(
      'octosync 3f2a1b4c5d6e: deploymentProcesses/OctoFX; approved by Ada, Grace',
    );
    expect(commitMessage(of, id, ['Ada', 'Grace', 'Joan', 'Mary', 'Jean'])).toContain('Ada, Grace, Joan and 2 more');
  });

  it('is one line of bounded length, whatever people are called', () => {
    const id = changeId(`runbooks/OctoFX/Restart\r\nSigned-off-by: nobody\u202e${'x'.repeat(500)}`);
    const says = commitMessage(of, id, [`Ada\nLovelace\u0000${'y'.repeat(100)}`, '\ud83d\ude00'.repeat(100)]);
    expect(isOneLine(says)).toBe(true);
    expect(Array.from(says).length).toBeLessThanOrEqual(400);
    expect(says).not.toMatch(/\p{Cs}/u);
  });
});
