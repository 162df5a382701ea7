/** A rule of AWS that a machine follows. The test that shows it bears its id. */
export interface Rule {
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
}
