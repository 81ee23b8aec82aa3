/**
 * The package's root, from the URL of a module of it. Code runs from `src` (tests), from `build` (scripts, the bench), or from
 * `dist` (what users have); the last folder of such a name is meant, also where the package's own folder is called like that.
 */
export const rootOf = (module: string): string =>
  module.replace(/\/(?:src|build|dist)\/(?!(?:.*\/)?(?:src|build|dist)\/).*$/, '/');

/** Where a file of octosync's own package is, wherever the code that asks was bundled to. `path`: from its root. */
export const packageFile = (path: string): URL => new URL(path, rootOf(import.meta.url));
