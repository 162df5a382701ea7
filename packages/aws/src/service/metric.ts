/** What a metric is. */
export interface MetricMeaning {
  /**
   * *count*: how often something happened, of which the sum is asked for, also when it is 0. *time*: whole
   * microseconds. *bytes*; *level*: a number that goes up and down.
   */
  readonly form: "count" | "time" | "bytes" | "level";
}

/** Metrics of one form, by name. */
export const metricsOf = (
  form: MetricMeaning["form"],
  ...names: readonly string[]
): Readonly<Record<string, MetricMeaning>> =>
  Object.fromEntries(names.map((name) => [name, { form }]));
