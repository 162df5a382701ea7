import { matcherPatterns, servicePatterns } from "./files/event-patterns.ts";
import { eventShapes } from "./files/event-shapes.ts";
import { notModeled } from "./files/not-modeled.ts";
import { publishedNumbers } from "./files/published-numbers.ts";
import { queueing } from "./files/queueing.ts";
import { coldStartFile } from "./files/simfaas.ts";
import { isTraceFile, traceFile } from "./files/traces.ts";
import type { CaseFile } from "./outcome.ts";

const caseFiles: readonly CaseFile[] = [
  coldStartFile(),
  eventShapes,
  matcherPatterns,
  publishedNumbers,
  queueing,
  servicePatterns,
];

/** What runs the cases of the file of this name. */
export function caseFileNamed(name: string): CaseFile {
  const file = caseFiles.find((each) => each.name === name);
  if (file !== undefined) return file;
  return isTraceFile(name) ? traceFile(name) : notModeled(name);
}
