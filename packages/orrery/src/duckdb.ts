import { givesRows, type QueryEngine, type Scenario } from "@orrery/aws";
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
 * DuckDB, as what answers queries on the data that a scenario gives tables: for one run, or for as many as it is given
 * to. It takes the package `@duckdb/duckdb-wasm`, which is installed beside this one, and a second to load it.
 *
 * ```ts
 * run(stack, { catalogTables: { Orders: { data: "orders.csv" } }, queryEngine: await duckDb() });
 * ```
 *
 * @throws ConfigError where the package is not installed.
 */
export function duckDb(): Promise<QueryEngine> {
  loading ??= load().catch((error: unknown) => {
    loading = null; // Whoever installs it may ask again.
    throw error;
  });
  return loading;
}

// A memo of a pure function: an engine answers by what it is asked alone, so nobody notices who else asks the same one.
let loading: Promise<QueryEngine> | null = null;

async function load(): Promise<QueryEngine> {
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
  return engineOn(made.connect());
}

/** DuckDB for a scenario that gives rows; for another nothing is loaded, and it is `null`. @throws ConfigError */
export const queryEngineFor = async (scenario: Scenario): Promise<QueryEngine | null> =>
  givesRows(scenario) ? duckDb() : null;

const missing = (received: string): ConfigError =>
  new ConfigError(
    "data of tables",
    "DuckDB in Node to answer queries on it: npm install @duckdb/duckdb-wasm",
    received,
  );
