/**
 * A rule of AWS that a machine follows. The test that shows it bears its id.
 *
 * @typeParam Settings of the kind of resource that follows it.
 */
export interface Rule<Settings = never> {
  /** `<service>.<topic>.<slug>` in lower case, such as `sqs.visibility.change-counts-from-now`. */
  readonly id: string;
  /** Documented by AWS, measured on the real service, or assumed by us where AWS says nothing. */
  readonly status: "documented" | "measured" | "assumed";
  /** Where AWS says so, who measured it, or why we assume it. */
  readonly source: string;
  /** When the source was read or the measurement made, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string;
  /** The rule in one sentence. */
  readonly text: string;
  /**
   * What it answers of the reference of AWS's behavior, as `npm run rules` lists it: `sqs §5.1.2` is
   * item 2 of section 5.1, `sqs §0 message.size` the row of that name, `sqs §11 ¶1` a paragraph.
   */
  readonly semantics?: readonly string[];
  /**
   * The operations of its service that it is about: a run relies on it once one of them was called by
   * its name. Left out: on every run with a resource of the kind.
   */
  readonly operations?: readonly string[];
  /** Whether a resource with these settings relies on it; left out: each one does. */
  when?(settings: Settings): boolean;
}

/** What a run has of one kind of resource, as far as rules ask. */
export interface Reliance {
  /** The settings of each resource of the kind. */
  readonly settings: readonly unknown[];
  /** Whether the operation of the kind's service was called. */
  readonly called: (operation: string) => boolean;
}

/** The rules of a kind that a run relied on. */
export const reliedOn = (rules: readonly Rule[], { settings, called }: Reliance): readonly Rule[] =>
  rules.filter(
    (rule) =>
      rule.operations?.some(called) !== false &&
      // The settings are those of the kind whose rule it is.
      (rule.when === undefined || settings.some((each) => rule.when?.(each as never))),
  );
