import { join } from "node:path";
import { answeredFile } from "./files/answers.ts";
import { matcherPatterns, servicePatterns } from "./files/event-patterns.ts";
import { eventShapes } from "./files/event-shapes.ts";
import { mappingTemplates } from "./files/mapping-templates.ts";
import { notModeled } from "./files/not-modeled.ts";
import { publishedNumbers } from "./files/published-numbers.ts";
import { queueing } from "./files/queueing.ts";
import { samTransform } from "./files/sam-transform.ts";
import { coldStartFile } from "./files/simfaas.ts";
import { workflowHistories } from "./files/workflow-histories.ts";
import {
  jsonataCases,
  lintedDefinitions,
  publishedDefinitions,
  stateExpressions,
  validationAnswers,
} from "./files/states-language.ts";
import { testStateAnswers } from "./files/test-state.ts";
import { isTraceFile, traceFile } from "./files/traces.ts";
import type { CaseFile } from "./outcome.ts";

/** What runs the cases of the files of one run. */
export interface CaseFiles {
  named(name: string): CaseFile;
}

/**
 * Runners for one run: some remember cases until one comes that is about several.
 *
 * @param filesFolder the files that cases name
 */
export function caseFiles(filesFolder: string): CaseFiles {
  const files: readonly CaseFile[] = [
    coldStartFile(),
    eventShapes,
    jsonataCases(join(filesFolder, "../jsonata.json")),
    lintedDefinitions,
    mappingTemplates,
    matcherPatterns,
    publishedDefinitions,
    publishedNumbers,
    queueing,
    samTransform(),
    servicePatterns,
    workflowHistories,
    stateExpressions,
    testStateAnswers,
    validationAnswers,
  ];
  return {
    named(name) {
      const file = files.find((each) => each.name === name) ?? answeredFile(name);
      if (file !== undefined) return file;
      return isTraceFile(name) ? traceFile(name, filesFolder) : notModeled(name);
    },
  };
}
