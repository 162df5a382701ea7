import { objectOf } from "../../request/params.ts";
import type { Deployment } from "../../service/deployment.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { isSame, removedBy } from "../../service/update-operations.ts";

/** What a pipe begins with, and no change takes. */
const atFirst = ["StartingPosition", "StartingPositionTimestamp", "TopicName", "QueueName"];

/** What becomes of a pipe when its stack changes: it stops reading, and goes on with the new settings. */
export const pipeDeployment: Deployment = {
  isUnderWay: ({ code, message }) => code === "ConflictException" && !message.includes("exists"),
  change({ operations: [before] }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    const fixed = ["Name", "Source"];
    if (fixed.some((name) => before.params[name] !== after.params[name])) return "replace";
    if (isSame(before.params, after.params)) return [];
    const { Source: _, EnrichmentAnswers: __, ...said } = after.params;
    const { SourceParameters, ...rest } = said;
    const params = {
      // What a template has no more is said to be nothing.
      ...(before.params["Enrichment"] === undefined ? {} : { Enrichment: "" }),
      ...rest,
      ...(SourceParameters === undefined
        ? {}
        : { SourceParameters: asUpdate(objectOf(SourceParameters)) }),
    };
    return [{ operation: "UpdatePipe", params }];
  },
  ...removedBy("DeletePipe", "Name"),
};

function asUpdate(parameters: PlainObject): PlainObject {
  const entries = Object.entries(parameters).map(([name, said]) => {
    if (!name.endsWith("Parameters")) return [name, said] as const;
    const kept = Object.entries(objectOf(said)).filter(([member]) => !atFirst.includes(member));
    return [name, Object.fromEntries(kept)] as const;
  });
  return Object.fromEntries(entries);
}
