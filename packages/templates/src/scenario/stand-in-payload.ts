import { fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import type { ScenarioFile } from "./scenario-schema.ts";
import type { ScenarioPath } from "./wording.ts";

/** A workload as files say it. */
export type WorkloadFile = NonNullable<ScenarioFile["workload"]>[number];

/** What a workload says over the events of the service that it stands for: a value of JSON, and nothing unless it says so. */
export function checkedPayload(
  document: ScenarioDocument,
  path: ScenarioPath,
  { payload }: Pick<WorkloadFile, "payload">,
): NonNullable<WorkloadFile["payload"]> {
  if (payload === undefined) return { json: {} };
  const texts = payload.list ?? (payload.body === undefined ? [] : [payload.body]);
  const isNone = texts.some((text) => typeof text === "string" && !isJson(text));
  if (payload.size === undefined && !isNone) return payload;
  return fail(
    document,
    path,
    "expected json, or a body or a list of JSON, which are put over the event, received another",
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
