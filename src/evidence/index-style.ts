import { createHash } from 'node:crypto';

/** The style of the page: plain, for paper too. */
export const style = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8885; overflow-wrap: anywhere; }
thead th { white-space: nowrap; } tbody th { font-weight: 600; }
code, pre { font: 12.5px/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; border: 1px solid #8885; padding: .75rem; }
.none { opacity: .75; font-style: italic; }
@media print { body { max-width: none; margin: 0; } }
`;

/** A browser applies this style and does nothing else: no script, no picture, no address is asked for anything. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
