import { listOf, memberOf } from "../../request/params.ts";
import { notAuthorized, textIn, type Access, type Home } from "../../service/caller.ts";
import { refused, type PlainObject } from "../../service/refusal.ts";

/** What EventBridge asks before it does something, and how it refuses. */
export const eventsAccess: Access = {
  actions: {},
  resourceOf(params, home, operation) {
    for (const name of ["ResourceARN", "EventSourceArn"]) {
      const arn = textIn(params, name);
      if (arn !== undefined) return arn;
    }
    if (operation === "PutEvents") return busArnIn(params, home);
    const rule =
      textIn(params, "Rule") ?? (operation.endsWith("Rule") ? textIn(params, "Name") : undefined);
    if (rule !== undefined) {
      const bus = textIn(params, "EventBusName");
      return arnOf(
        bus === undefined || bus === "default" ? `rule/${rule}` : `rule/${bus}/${rule}`,
        home,
      );
    }
    const archive = textIn(params, "ArchiveName");
    if (archive !== undefined) return arnOf(`archive/${archive}`, home);
    const bus = operation.endsWith("EventBus") ? textIn(params, "Name") : undefined;
    return bus === undefined ? "*" : arnOf(`event-bus/${bus}`, home);
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};

const arnOf = (rest: string, { partition, region, accountId }: Home): string =>
  `arn:${partition}:events:${region}:${accountId}:${rest}`;

/** The bus of the first entry: AWS asks about that of each. */
function busArnIn(params: PlainObject, home: Home): string {
  const bus = memberOf(listOf(params["Entries"])[0], "EventBusName");
  const name = typeof bus === "string" ? bus : "default";
  return name.startsWith("arn:") ? name : arnOf(`event-bus/${name}`, home);
}
