import { declare, type Declared } from "@orrery/kernel";

/**
 * What a metric is. *count*: how often something happened, of which the sum is asked for, also when it is 0.
 * *time*: whole microseconds. *bytes*; *level*: a number that goes up and down.
 */
export type MetricForm = "count" | "time" | "bytes" | "level";

/** Metrics by name, each with what it is. */
export type MetricForms<Name extends string = string> = Readonly<Record<Name, MetricForm>>;

/** Declares the meters of a machine, in the order of their table: `metrics.Errors` is the number of one. */
export const declareMeters = <const Forms extends MetricForms>(
  forms: Forms,
): Declared<NameIn<Forms>> & Readonly<Record<NameIn<Forms>, number>> =>
  declare(...(Object.keys(forms) as NameIn<Forms>[])); // The names of the table.

/** What the gauges of a table read. */
export type Readings<Gauges extends MetricForms> = Readonly<Record<keyof Gauges, number>>;

type NameIn<Forms> = keyof Forms & string;
