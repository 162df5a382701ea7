import { childOf, textOf } from "../../template/node.ts";
import type { SourceResource } from "./sources.ts";

/** What `sam local` does with a template. */
export interface LocalPlan {
  /** The functions that `sam local invoke` and `start-lambda` run. */
  readonly invokes: readonly string[];
  /** What `sam local start-api` answers, such as `GET /orders`. */
  readonly serves: readonly { readonly event: string; readonly route: string }[];
  /** Events that nothing brings there: they are given to `sam local invoke` by hand. */
  readonly left: readonly { readonly event: string; readonly type: string }[];
}

/**
 * What `sam local` serves: HTTP routes of functions, as Lambda proxy integrations. It reads no queue or stream, starts
 * nothing on a schedule, and checks no permission.
 *
 * Source: serverless-application-model/latest/developerguide/using-sam-cli-local.html, read 2026-11.
 */
export function localPlanOf(resources: readonly SourceResource[]): LocalPlan {
  const isFunction = ({ type }: SourceResource): boolean =>
    type === "AWS::Serverless::Function" || type === "AWS::Lambda::Function";
  const functions = resources.filter(isFunction);
  const serves: LocalPlan["serves"][number][] = [];
  const left: LocalPlan["left"][number][] = [];
  for (const resource of resources) {
    const events = resource.property("Events");
    for (const [name, { value }] of events?.kind === "map" ? events.entries : []) {
      const type = textOf(childOf(value, "Type")) ?? "no type";
      const event = `${resource.logicalId}.${name}`;
      const isRoute = isFunction(resource) && (type === "Api" || type === "HttpApi");
      if (!isRoute) left.push({ event, type });
      else serves.push({ event, route: routeOf(childOf(value, "Properties")) });
    }
  }
  for (const { type, logicalId } of resources) {
    if (type === "AWS::Lambda::EventSourceMapping") left.push({ event: logicalId, type });
  }
  return { invokes: functions.map(({ logicalId }) => logicalId), serves, left };
}

function routeOf(properties: ReturnType<SourceResource["property"]>): string {
  const path = textOf(childOf(properties, "Path"));
  if (path === undefined) return "$default"; // Of an HTTP API: whatever no other route takes.
  return `${(textOf(childOf(properties, "Method")) ?? "any").toUpperCase()} ${path}`;
}
