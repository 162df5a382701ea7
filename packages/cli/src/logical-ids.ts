import { dirname, isAbsolute, join } from "node:path";
import { readScenario, readScenarioDocument } from "@orrery/templates";
import { textOfFile } from "./files.ts";
import { isRunFile, runFileIn } from "./saved-run.ts";
import { TraceReader } from "./trace-reader.ts";

/**
 * The logical ids that a scenario file, a saved run or a trace has, for whoever types one; none where the file
 * cannot be read. No module is run for it.
 */
export function logicalIdsIn(path: string): readonly string[] {
  try {
    if (isRunFile(path)) return idsOf(runFileIn(path).scenario);
    if (textOfFile(path).startsWith('{"format":"orrery trace ')) return idsOfTrace(path);
    const document = readScenarioDocument(textOfFile(path), path, []);
    const sources = {
      open(file: string) {
        const found = isAbsolute(file) ? file : join(dirname(path), file);
        return { path: found, text: textOfFile(found) };
      },
    };
    return idsOf(readScenario(document, sources).scenario);
  } catch {
    return []; // What is wrong with it is said to whoever runs it.
  }
}

const idsOf = ({
  architecture,
}: {
  readonly architecture: readonly { readonly logicalId: string }[];
}): readonly string[] => [...new Set(architecture.map(({ logicalId }) => logicalId))];

function idsOfTrace(path: string): readonly string[] {
  const reader = new TraceReader(path);
  reader.close();
  return Object.values(reader.header.resources);
}
