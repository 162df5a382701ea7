import { buildSync } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sourcesOf } from "./sources.ts";

/** What the benchmarks use of stability-sim: its engine without the page around it. Times in seconds. */
interface StabilitySim {
  readonly SimulationEngine: new (
    components: readonly unknown[],
    connections: readonly { id: string; sourceId: string; targetId: string }[],
    config: { endTime: number; seed: number },
  ) => Engine;
  readonly Client: new (id: string, config: unknown) => Client;
  readonly Queue: new (id: string, config: { maxConcurrency: number }) => unknown;
  readonly Server: new (id: string, config: unknown) => unknown;
}

interface Engine {
  readonly currentTime: number;
  run(): void;
  scheduleEvent(event: unknown): void;
  getRng(): { random(): number };
  getMetrics(): {
    getTimeSeries(component: string, metric: string): readonly { readonly value: number }[];
  };
}

interface Client {
  generateInitialEvents(context: unknown): readonly unknown[];
  getMetrics(): { readonly completedCount: number; readonly failedCount: number };
}

/** Its modules in one file, since their imports are without endings, which Node.js does not find. */
async function bundled(): Promise<StabilitySim> {
  const folder = sourcesOf("stability-sim");
  if (folder === null) throw new Error("stability-sim is not there");
  const out = mkdtempSync(join(tmpdir(), "orrery-stability-sim-"));
  const from = (name: string) => `export * from "./src/engine/${name}";`;
  const names = ["simulation-engine", "components/client", "components/queue", "components/server"];
  try {
    const outfile = join(out, "engine.mjs");
    buildSync({
      stdin: { contents: names.map(from).join("\n"), resolveDir: folder, loader: "ts" },
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20",
      outfile,
    });
    return (await import(pathToFileURL(outfile).href)) as StabilitySim;
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** The engine of stability-sim and its components. */
export const stabilitySim: StabilitySim = await bundled();
