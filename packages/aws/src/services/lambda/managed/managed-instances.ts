/** How a function runs on managed instances. Plain data. */
export interface ManagedInstances {
  /** How many invocations an execution environment runs at once. */
  readonly concurrency: number;
  /** How many execution environments there are at least, and at most. */
  readonly least: number;
  readonly most: number;
  /** Whether anything was published that can be invoked. */
  readonly isPublished: boolean;
}

/** The execution environments of a function on managed instances. */
export interface ManagedState {
  /** How many there are. */
  readonly managedCount: number;
  /** How many there will be at the next look. */
  readonly managedAsked: number;
  /** Most invocations at once since the last look. */
  readonly managedPeak: number;
  /** Whether somebody looks again: not at a function that rests. */
  readonly managedIsWatched: boolean;
}

/** Those that are there when it is published. */
export const managedAtFirst = (managed: ManagedInstances | null): ManagedState => ({
  managedCount: managed?.least ?? 0,
  managedAsked: managed?.least ?? 0,
  managedPeak: 0,
  managedIsWatched: false,
});
