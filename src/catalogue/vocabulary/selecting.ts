import type { TypeName } from '../../model/names.js';
import type { SwitchOption } from '../../settings/options.js';

/** Which items of the source a person means: filters, mappings, overrides. */
export interface Selecting {
  /** By a filter of its own, always along with its parent, or along with it as far as a filter lets it. */
  readonly how: 'byFilter' | 'withParent' | 'withParentByFilter';
  /** The switch that lets it come along with its parent. */
  readonly when?: SwitchOption;
  /** What its filter holds when nobody gives one; `all` for what comes along with a parent (rules select-children). */
  readonly byDefault?: 'all' | 'none';
  /** By the filter of another type: build information along with its package. */
  readonly withFilterOf?: TypeName;
  /** Each one is named: `all` and wildcards are refused. */
  readonly byNameOnly?: boolean;
  /**
   * A person may map one of them to several on the destination (rules names-map-several): a parent project and its
   * children.
   */
  readonly mapsToSeveral?: boolean;
  /** How overrides call an item of the type; what belongs to it is called so too. */
  readonly overriddenAs?: 'project' | 'librarySet';
}
