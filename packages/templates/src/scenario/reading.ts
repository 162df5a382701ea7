import { ConfigError } from "@orrery/kernel";
import type { ScenarioDocument } from "./scenario-document.ts";
import { ScenarioError } from "./scenario-error.ts";
import type { ScenarioPath } from "./wording.ts";

/** What reading a scenario needs of the world around it. */
export interface ScenarioSources {
  /**
   * A file that the scenario names, by a path from the scenario's own folder.
   *
   * @throws ConfigError when there is none.
   */
  open(path: string): SourceFile;
  /** Whether there is a folder, by a path from the scenario's own. @defaultValue nothing is one */
  isFolder?(path: string): boolean;
}

/** A file that a scenario names. */
export interface SourceFile {
  /** As messages name it. */
  readonly path: string;
  readonly text: string;
}

/** Refuses what stands at `path`. */
export function fail(document: ScenarioDocument, path: ScenarioPath, problem: string): never {
  throw new ScenarioError(document.placeOf(path), path.map(String).join("."), problem);
}

/** Runs `check`, whose ConfigError is then about what stands at `path` or, as it says, inside it. */
export function at<Value>(
  document: ScenarioDocument,
  path: ScenarioPath,
  check: () => Value,
): Value {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const inside = [...error.path.matchAll(/\.(\w+)|\[(\d+)\]/g)].map(
      ([, name, index]) => name ?? Number(index),
    );
    const problem = `expected ${error.expected}, received ${error.received}`;
    return fail(document, [...path, ...inside], problem);
  }
}

/** The file that the setting at `path` names. */
export function fileAt(
  document: ScenarioDocument,
  path: ScenarioPath,
  file: string,
  { open }: ScenarioSources,
): SourceFile {
  try {
    return open(file);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const problem = `expected ${error.expected}, received ${error.received}`;
    return fail(document, path, problem);
  }
}
