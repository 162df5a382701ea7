import { table } from "@orrery/kernel";
import { grantsAnything } from "../../control/permission.ts";
import type { ControlSettings, ControlState } from "../../control/state.ts";
import type { Caller } from "../../service/caller.ts";
import type { Acts } from "../../service/resource-kind.ts";
import type { Seen } from "../../service/seen.ts";
import { controlName } from "../../service/service-model.ts";
import { allKinds, authorizer, services } from "../../services.ts";
import type { Run } from "../made-run.ts";
import { viewOf, type RunView } from "../run-view.ts";

/**
 * What the resources of a run may not do and do, or are about to: connections, calls that were made, calls that are
 * known before, and resources that a function is told of and may do nothing to. Nothing, where nobody minds.
 */
export function permissionWarnings(view: RunView): readonly string[] {
  const { simulation } = view.run;
  const settings = simulation.settingsOf(controlName) as ControlSettings; // The control plane's own.
  if (settings.iam === null) return [];
  const control = simulation.stateOf(controlName) as ControlState; // Likewise.
  const found = [
    ...joined(control, settings, view),
    ...called(control, settings, view),
    ...calling(control, settings, view),
    ...named(control, view),
  ];
  return [...new Set(found), ...unknown(control)];
}

/** What the resources of a run may not do and are about to do, a sentence each; nothing, where it minds no policies. */
export const missingPermissions = (run: Run): readonly string[] => permissionWarnings(viewOf(run));

/** What leads from one resource to another and may not. Where that is refused, it is told with what was sent. */
function joined(
  control: ControlState,
  { entrances }: ControlSettings,
  view: RunView,
): readonly string[] {
  const all = [...table.list(control.joins).map(([, join]) => join), ...entrances];
  const told = toldIn(control);
  // Parts of a resource, such as methods of an API, are told of together.
  const parts = new Map<string, string[]>();
  for (const { component, access, because, isDenied } of all) {
    const { caller, action, arn, guard } = access;
    // Whoever only asks whether the way is open sends nothing that would tell it.
    const isTold = isDenied && guard === undefined;
    if (because === null || isTold || told.has(`${caller.principal} ${action} ${arn}`)) continue;
    const beginning = `${nameOf(component, view)} may not ${action} at ${arn}`;
    const key = JSON.stringify([beginning, because]);
    parts.set(key, [...(parts.get(key) ?? []), ...partIn(caller, view)]);
  }
  return [...parts].map(([key, [first, ...more]]) => {
    const [beginning, because] = JSON.parse(key) as readonly [string, string]; // As it was written.
    const rest = more.length === 0 ? "" : ` and ${more.length} more`;
    const part = first === undefined ? "" : ` for ${first}${rest}`;
    return `${beginning}${part} ${because}: AWS would refuse it.`;
  });
}

/** For which part of a resource it is asked, such as a method of an API. */
const partIn = ({ source }: Caller, view: RunView): readonly string[] =>
  source === null || view.at(source) !== undefined ? [] : [source];

/** What was called and may not be. */
function called(control: ControlState, { iam }: ControlSettings, view: RunView): readonly string[] {
  return table
    .list(control.denials)
    .map(([, { principal, source, action, arn, because, count }]) => {
      const who = (source === null ? undefined : view.at(source)?.name) ?? principal;
      const calls = count === 1 ? "1 call was" : `${count} calls were`;
      const outcome =
        iam?.mode === "enforce" ? `${calls} refused.` : `${calls} made that AWS would refuse.`;
      return `${who} may not ${action} at ${arn} ${because}: ${outcome}`;
    });
}

/** What will be called, as far as it is known, and may not be; what was called already is told otherwise. */
function calling(
  control: ControlState,
  settings: ControlSettings,
  view: RunView,
): readonly string[] {
  const told = toldIn(control);
  const accesses = new Map(services.map(({ service, access }) => [service, access]));
  return actorsIn(view).flatMap(({ resource, acts: { caller, calls } }) =>
    calls.flatMap(({ service, operation, params }) => {
      const access = accesses.get(service);
      if (access === undefined) return [];
      const action = Object.hasOwn(access.actions, operation)
        ? access.actions[operation]!
        : `${access.prefix ?? service}:${operation}`;
      if (action === null) return [];
      const arn = access.resourceOf(params, settings, operation);
      const { because } = authorizer.authorize(control, settings, caller, action, arn);
      if (because === null || told.has(`${caller.principal} ${action} ${arn}`)) return [];
      return [
        `${resource.name} may not ${action} at ${arn} ${because}: AWS would refuse what it calls.`,
      ];
    }),
  );
}

/** What is told of calls: who asked for which action at what. */
const toldIn = ({ denials }: ControlState): ReadonlySet<string> =>
  new Set(table.list(denials).map(([key]) => key));

/** Resources that a function is told of and may do nothing to. */
function named(control: ControlState, view: RunView): readonly string[] {
  const byName = new Map(
    view.resources.flatMap((each) => [
      [each.resource.name, each] as const,
      [each.arn, each] as const,
    ]),
  );
  return actorsIn(view).flatMap(({ resource, acts: { caller, texts } }) =>
    Object.entries(texts).flatMap(([variable, text]) => {
      const meant = byName.get(text) ?? byName.get(text.slice(text.lastIndexOf("/") + 1));
      if (meant === undefined || meant === resource) return [];
      if (grantsAnything(control, caller, meant.arn)) return [];
      return [
        `${resource.name} is told of ${meant.name} by ${variable}, and no policy of its role allows anything there.`,
      ];
    }),
  );
}

const actorsIn = (view: RunView): readonly { readonly resource: Seen; readonly acts: Acts }[] =>
  view.resources.flatMap((resource) => {
    const acts = allKinds.get(resource.kind)?.acts?.(resource.settings);
    return acts === undefined ? [] : [{ resource, acts }];
  });

/** What policies had to do with that nobody knows. */
function unknown(control: ControlState): readonly string[] {
  const all = table.list(control.unknown).map(([each]) => each);
  return all.length === 0
    ? []
    : [
        `Nobody here knows ${all.join(", ")}: what they might allow was allowed, and what they might deny was not denied.`,
      ];
}

function nameOf(component: string, { reported }: RunView): string {
  for (const [name, each] of reported) if (each === component) return name;
  return component.slice(component.indexOf(":") + 1);
}
