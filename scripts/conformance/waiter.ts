import { BotoError, type BotoClient } from "./boto-client.ts";
import { memberOf, type Value, type ValueObject } from "./value.ts";

/** An operation that boto3 repeats until its response says that something is there. */
export interface Waiter {
  /** In boto3's spelling. */
  readonly operation: string;
  /** Seconds between attempts. */
  readonly interval: number;
  readonly attempts: number;
  isDone(response: Value): boolean;
  /** The refusal that means: not yet. */
  readonly retriedError?: string;
}

const configurationOf = (response: Value): Value => memberOf(response, "Configuration");

/** Waiters of boto3 by name, with the intervals of its models (botocore, `waiters-2.json`). */
const waiters: Readonly<Record<string, Waiter>> = {
  function_active_v2: {
    operation: "get_function",
    interval: 1,
    attempts: 300,
    isDone: (response) => memberOf(configurationOf(response), "State") === "Active",
  },
  function_updated_v2: {
    operation: "get_function",
    interval: 1,
    attempts: 300,
    isDone: (response) => memberOf(configurationOf(response), "LastUpdateStatus") === "Successful",
  },
  table_exists: {
    operation: "describe_table",
    interval: 20,
    attempts: 25,
    isDone: (response) => memberOf(memberOf(response, "Table"), "TableStatus") === "ACTIVE",
    retriedError: "ResourceNotFoundException",
  },
};

/** The waiter of this name; `undefined` for one that no trace uses yet. */
export const waiterNamed = (name: string): Waiter | undefined =>
  Object.hasOwn(waiters, name) ? waiters[name] : undefined;

/**
 * Repeats a waiter's operation, letting time pass, until it is done.
 *
 * @returns why it gave up; `undefined` when it is done.
 */
export function waitFor(
  name: string,
  service: string,
  params: ValueObject,
  client: BotoClient,
): string | undefined {
  const waiter = waiterNamed(name);
  if (waiter === undefined) return `waiter ${name} is not known`;
  for (let attempt = 0; attempt < waiter.attempts; attempt += 1) {
    try {
      const response = client.call(service, waiter.operation, params);
      if (waiter.isDone(response)) return undefined;
    } catch (error) {
      if (!(error instanceof BotoError) || error.code !== waiter.retriedError) throw error;
    }
    client.advance(waiter.interval * 1_000_000);
  }
  return `waiter ${name} gave up after ${waiter.attempts} attempts`;
}
