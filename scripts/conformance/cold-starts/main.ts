import { join } from "node:path";
import { readCases } from "../case-folder.ts";
import { chartsOf } from "./charts.ts";

/** As many as leave hardly any chance in the means. */
const repetitions = 100;
// Beside the repository: they are no part of it.
const casesFolder = join(import.meta.dirname, "../../../../shared/cases");

for (const line of chartsOf(readCases(casesFolder, "simfaas").cases, repetitions)) {
  console.log(line);
}
