/** What stops a run once it says so: the signal of an AbortController, among others. No library of types has to be there for it. */
export interface StopSignal {
  readonly aborted: boolean;
}
