import type { QueryEngine } from "./query-engine.ts";
import type { Scripts } from "./script.ts";

/** What whoever makes a simulation gives it that is no data. It lies in no state: the machines have it, in forks too. */
export interface RunCode {
  /** What functions do, by name. */
  readonly scripts: Scripts;
  /** What answers queries on data; `null`: nothing does. */
  readonly queryEngine: QueryEngine | null;
}

/** All of it, of what may be left out. */
export const runCodeOf = ({ scripts = {}, queryEngine = null }: Partial<RunCode>): RunCode => ({
  scripts,
  queryEngine,
});
