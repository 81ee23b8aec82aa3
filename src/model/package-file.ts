/** Code runs from `src` (tests), from `build` (scripts, the bench), or from `dist` (what users have). */
const root = import.meta.url.replace(/\/(?:src|build|dist)\/(?!.*\/(?:src|build|dist)\/).*$/, '/');

/** Where a file of octosync's own package is, wherever the code that asks was bundled to. `path`: from its root. */
export const packageFile = (path: string): URL => new URL(path, root);
