import { givesRows, provideQueryEngine, queryEngine, type Scenario } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { engineOn, type DuckConnection } from "./duckdb-engine.ts";

/** What is used of DuckDB's package. */
interface DuckPackage {
  createDuckDB(bundles: object, logger: object, runtime: object): Promise<DuckBindings>;
  readonly VoidLogger: new () => object;
  readonly NODE_RUNTIME: object;
}
interface DuckBindings {
  instantiate(progress: () => void): Promise<unknown>;
  open(config: object): void;
  connect(): DuckConnection;
}
interface NodeModules {
  createRequire(from: string): { resolve(name: string): string; (name: string): unknown };
}
interface Host {
  readonly process?: { getBuiltinModule?(name: "node:module"): NodeModules | undefined };
}

/**
 * Has DuckDB answer queries on the data that scenarios give tables, in all runs from now on. It takes the package
 * `@duckdb/duckdb-wasm`, which is installed beside this one.
 *
 * ```ts
 * await useDuckDb();
 * run(stack, { catalogTables: { Orders: { data: "orders.csv" } } });
 * ```
 *
 * @throws ConfigError where the package is not installed.
 */
export async function useDuckDb(): Promise<void> {
  if (queryEngine() !== null) return;
  const modules = (globalThis as Host).process?.getBuiltinModule?.("node:module");
  const require = modules?.createRequire(import.meta.url);
  if (require === undefined) throw missing("another engine");
  let duck: DuckPackage;
  let main: string;
  try {
    duck = require("@duckdb/duckdb-wasm/blocking") as DuckPackage;
    main = require.resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm");
  } catch {
    throw missing("none");
  }
  const bundle = { mainModule: main, mainWorker: "" };
  const bundles = { mvp: bundle, eh: bundle };
  const made = await duck.createDuckDB(bundles, new duck.VoidLogger(), duck.NODE_RUNTIME);
  await made.instantiate(() => {});
  made.open({ path: ":memory:", maximumThreads: 1 });
  provideQueryEngine(engineOn(made.connect()));
}

/** Has DuckDB answer the queries of a scenario that gives rows; of another nothing is loaded. @throws ConfigError */
export async function prepareQueries(scenario: Scenario): Promise<void> {
  if (givesRows(scenario)) await useDuckDb();
}

const missing = (received: string): ConfigError =>
  new ConfigError(
    "data of tables",
    "DuckDB in Node to answer queries on it: npm install @duckdb/duckdb-wasm",
    received,
  );
