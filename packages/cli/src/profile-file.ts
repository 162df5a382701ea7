import { allKinds, speedscopeFile, type Profiler, type Run } from "@orrery/aws";
import type { TraceEntry } from "@orrery/kernel";
import { OutputFile } from "./files.ts";
import { resourceWith } from "./resource-with.ts";
import type { LoadedScenario } from "./scenario-sources.ts";
import { version } from "./version.ts";

/** The file that `--profile` writes: where the time of one function went. */
export class ProfileFile {
  private readonly name: string;
  private readonly file: OutputFile;
  private component = "";
  private profiler: Profiler | null = null;

  /** @throws ConfigError where it cannot be written. */
  constructor(name: string, path: string) {
    this.name = name;
    this.file = new OutputFile(path);
  }

  /** Finds the function, once the run is there and before its events are taken. @throws ConfigError */
  begin(run: Run, loaded: LoadedScenario): void {
    const profilerOf = (kind: string) => allKinds.get(kind)?.reporting?.profiler;
    const found = resourceWith(
      "--profile",
      this.name,
      run,
      loaded,
      ({ kind }) => profilerOf(kind) !== undefined,
    );
    this.component = found.component;
    this.profiler = profilerOf(found.kind)!(found.logicalId); // It has one.
  }

  readonly take = (entry: TraceEntry): void => {
    if (entry.component === this.component) this.profiler?.take(entry);
  };

  /** Writes all of it. @throws ConfigError */
  finish(): void {
    const samples = this.profiler?.samples() ?? [];
    const profile = speedscopeFile(this.name, samples, `orrery ${version}`);
    this.file.write(`${JSON.stringify(profile)}\n`);
    this.file.finish();
  }

  abandon(): void {
    this.file.abandon();
  }
}
