import { createHash } from 'node:crypto';
import { sameJson, type JsonObject } from '../../../model/json.js';

/** What a commit holds, by the path of each file. A file is kept as what it says, not as text. */
export type Files = Readonly<Record<string, JsonObject>>;

/** What a branch or tag leads to: all files as they are then. */
export interface Commit {
  /** 40 hex digits, made of all the rest. */
  readonly hash: string;
  readonly message: string;
  readonly author: string;
  /** Hashes; none for the first, two for a merge. */
  readonly parents: readonly string[];
  readonly files: Files;
}

/** A Git repository in memory: branches and tags that lead to commits. */
export class Repository {
  readonly url: string;
  /** Why nobody can reach it now; undefined while all can. */
  unreachable: string | undefined;
  readonly #branches = new Map<string, Commit>();
  readonly #tags = new Map<string, Commit>();
  readonly #commits = new Map<string, Commit>();

  constructor(url: string) {
    this.url = url;
  }

  branches(): readonly string[] {
    return [...this.#branches.keys()].sort();
  }

  tags(): readonly string[] {
    return [...this.#tags.keys()].sort();
  }

  /** The newest commit of a branch, if there is such a branch. */
  branch(name: string): Commit | undefined {
    return this.#branches.get(name);
  }

  tag(name: string): Commit | undefined {
    return this.#tags.get(name);
  }

  /** The commit with a hash, or with the first seven digits or more of one. */
  commit(hash: string): Commit | undefined {
    if (!/^[0-9a-f]{7,40}$/.test(hash)) return undefined;
    return [...this.#commits.values()].find((one) => one.hash.startsWith(hash));
  }

  /** The commits of a branch, the newest first, along first parents. */
  log(branch: string): readonly Commit[] {
    const commits: Commit[] = [];
    let next = this.#branches.get(branch);
    while (next) {
      commits.push(next);
      next = this.#commits.get(next.parents[0] ?? '');
    }
    return commits;
  }

  /** Puts a commit on a branch, which is made if it is not there. */
  add(branch: string, content: Omit<Commit, 'hash' | 'parents'>, more: readonly Commit[] = []): Commit {
    const head = this.#branches.get(branch);
    const parents = [...(head ? [head] : []), ...more].map(({ hash }) => hash);
    const hash = createHash('sha1')
      .update(JSON.stringify([parents, content]))
      .digest('hex');
    const commit = { ...content, parents, hash };
    this.#commits.set(hash, commit);
    this.#branches.set(branch, commit);
    return commit;
  }

  /** A push from outside of every server: `change` gives the files that the new commit has. Makes the branch if it is not there. */
  push(branch: string, message: string, change: (files: Files) => Files, author = 'somebody'): Commit {
    const files = change(this.#branches.get(branch)?.files ?? {});
    return this.add(branch, { message, author, files });
  }

  /** Points a new branch at a commit, or an existing one at another. */
  startBranch(name: string, at: Commit): void {
    this.#branches.set(name, at);
  }

  setTag(name: string, at: Commit): void {
    this.#tags.set(name, at);
  }

  deleteBranch(name: string): void {
    this.#branches.delete(name);
  }

  /**
   * Merges one branch into another, file by file: what `from` changed since the two parted wins. Throws for a branch that there is not;
   * makes `into` where only that is missing.
   */
  merge(from: string, into: string, author = 'somebody'): Commit {
    const theirs = this.#branches.get(from);
    if (!theirs) throw new Error(`There is no branch ${from} in ${this.url}.`);
    const ours = this.#branches.get(into);
    if (!ours || this.#ancestors(theirs).has(ours.hash)) {
      this.#branches.set(into, theirs);
      return theirs;
    }
    const base = this.#base(theirs, ours)?.files ?? {};
    const paths = new Set([...Object.keys(base), ...Object.keys(theirs.files)]);
    const changed = [...paths].filter((path) => !sameJson(theirs.files[path], base[path]));
    const files = Object.fromEntries([
      ...Object.entries(ours.files).filter(([path]) => !changed.includes(path)),
      ...changed.flatMap((path) => (theirs.files[path] ? [[path, theirs.files[path]] as const] : [])),
    ]);
    return this.add(into, { message: `Merge branch '${from}' into ${into}`, author, files }, [theirs]);
  }

  #ancestors(commit: Commit): ReadonlySet<string> {
    const seen = new Set<string>();
    const walk = (one: Commit | undefined): void => {
      if (!one || seen.has(one.hash)) return;
      seen.add(one.hash);
      for (const parent of one.parents) walk(this.#commits.get(parent));
    };
    walk(commit);
    return seen;
  }

  #base(theirs: Commit, ours: Commit): Commit | undefined {
    const mine = this.#ancestors(ours);
    const hash = [...this.#ancestors(theirs)].find((one) => mine.has(one));
    return hash === undefined ? undefined : this.#commits.get(hash);
  }
}

/** The repositories of a process, by URL: servers that name the same one see the same branches. */
export class Repositories {
  readonly #all = new Map<string, Repository>();

  /** The repository at a URL; an empty one where nobody has written yet. */
  at(url: string): Repository {
    const key = url.replace(/\/+$/, '');
    const known = this.#all.get(key) ?? new Repository(key);
    this.#all.set(key, known);
    return known;
  }
}
