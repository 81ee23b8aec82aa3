/** What there is to refer to in a space that is being made. */
export interface Things {
  readonly environments: readonly string[];
  /** Of tag sets whose tags are listed. */
  readonly tags: readonly string[];
  readonly channels: readonly string[];
  readonly actions: readonly string[];
  readonly runbookActions: readonly string[];
  readonly owners: readonly string[];
  readonly targets: readonly string[];
  readonly teams: readonly string[];
  readonly accounts: readonly string[];
  /** The type of variables that have the account `Shared` as their value. */
  readonly sharedType: string | undefined;
  readonly feeds: readonly string[];
  readonly hasPool: boolean;
  readonly hasTemplate: boolean;
}
