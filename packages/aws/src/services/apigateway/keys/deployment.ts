import { isObject, listOf, objectOf, spelled } from "../../../request/params.ts";
import type { Deployment } from "../../../service/deployment.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { isSame, removedBy } from "../../../service/update-operations.ts";
import {
  escaped,
  mapped,
  memberChanges,
  patch,
  patchedPart,
  removed,
  replace,
} from "../place-changes.ts";

/** What becomes of an API key. */
export const apiKeyDeployment = patchedPart({
  noun: "ApiKey",
  names: [["id", "apiKey"]],
  fixed: ["value"],
  places: { enabled: ["/enabled", "false"] },
});

/** What becomes of a key's place in a usage plan. */
export const usagePlanKeyDeployment: Deployment = {
  change: () => "replace",
  ...removedBy("DeleteUsagePlanKey", "usagePlanId", "keyId"),
};

const stagesIn = (said: PlainObject): ReadonlyMap<string, PlainObject> =>
  new Map(
    listOf(said["apiStages"])
      .filter(isObject)
      .map((each) => [`${spelled(each["apiId"])}:${spelled(each["stage"])}`, each]),
  );

/** Changes of what a plan is of: a stage with other limits is taken out and put in again. */
function planStages(before: PlainObject, after: PlainObject): readonly PlainObject[] {
  const [was, is] = [stagesIn(before), stagesIn(after)];
  const isKept = (stage: string) => isSame(was.get(stage), is.get(stage));
  const limits = [...is].flatMap(([stage, { throttle }]) =>
    isKept(stage)
      ? []
      : Object.entries(objectOf(throttle)).flatMap(([method, limit]) => {
          const at = method.lastIndexOf("/");
          const place = `${escaped(method.slice(0, at))}/${method.slice(at + 1)}`;
          return Object.entries(objectOf(limit)).map(([name, value]) =>
            replace(`/apiStages/${stage}/throttle/${place}/${name}`, spelled(value)),
          );
        }),
  );
  const stage = (op: string, value: string): PlainObject => ({ op, path: "/apiStages", value });
  return [
    ...[...was.keys()].filter((name) => !isKept(name)).map((name) => stage("remove", name)),
    ...[...is.keys()].filter((name) => !isKept(name)).map((name) => stage("add", name)),
    ...limits,
  ];
}

const changedPlan = patchedPart({
  noun: "UsagePlan",
  names: [["id", "usagePlanId"]],
  known: "id",
  places: {},
  more(before, after) {
    const limits = ["throttle", "quota"].flatMap((member) => {
      const [was, is] = [before[member], after[member]];
      if (is === undefined) return was === undefined ? [] : [removed(`/${member}`)];
      return memberChanges(mapped(was), mapped(is), `/${member}`);
    });
    return [...planStages(before, after), ...limits];
  },
});

/** What becomes of a usage plan; before it goes, it is of no stage any more. */
export const usagePlanDeployment: Deployment = {
  ...changedPlan,
  remove: (made) => [
    ...made.operations.slice(0, 1).flatMap(({ params }) => {
      const usagePlanId = params["id"]!;
      return patch("UpdateUsagePlan", { usagePlanId }, planStages(params, {}));
    }),
    ...(changedPlan.remove(made) ?? []),
  ],
};
