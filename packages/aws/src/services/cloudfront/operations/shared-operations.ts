import { objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { distributionKindName, etagOf, sharedArnOf, sharedIdOf, sharedKindName } from "../names.ts";
import { managedPolicies, type PolicyKind } from "./behavior-settings.ts";
import { listedAs, stampAt } from "./distribution-operations.ts";
import { settleAll } from "./distribution-settings.ts";
import { distributionRecordOf, plainOf, sharedRecordOf, type SharedRecord } from "./kept.ts";
import { againstVersion, respond } from "./refusals.ts";

/** How the operations on a kind of what distributions share are named. */
interface Words {
  readonly kind: PolicyKind | "origin-access-control";
  /** Such as `CachePolicy`. */
  readonly noun: string;
  /** What holds its configuration in requests and responses. */
  readonly config: string;
  readonly list: string;
}

const managedOf = (kind: Words["kind"]): Readonly<Record<string, PlainObject>> =>
  kind === "origin-access-control" ? {} : managedPolicies[kind];

function operationsOn(words: Words): Operations {
  const { kind, noun, config, list } = words;
  const missing = refused(`NoSuch${noun}`, `The ${kind.replaceAll("-", " ")} does not exist.`);
  const nameOf = (id: string): string => `${kind}/${id}`;
  const at = (id: PlainObject[string] | undefined, plane: ControlPlane): Resource | undefined =>
    plane.find(sharedKindName, nameOf(textOf(id) ?? ""));
  const shownOf = ({ id, config: said, LastModifiedTime }: Omit<SharedRecord, "version">) =>
    kind === "origin-access-control"
      ? { Id: id, [config]: said }
      : { Id: id, LastModifiedTime, [config]: said };
  const managedShown = (id: string): PlainObject | undefined => {
    const said = managedOf(kind)[id];
    return said === undefined
      ? undefined
      : shownOf({ kind, id, config: said, LastModifiedTime: "2020-07-22T00:00:00Z" });
  };
  const isManaged = (params: PlainObject): boolean =>
    managedShown(textOf(params["Id"]) ?? "") !== undefined;
  return {
    [`Create${noun}`]: {
      begin(params, plane): Step {
        const said = objectOf(params[config]);
        const name = textOf(said["Name"]) ?? "";
        // Whoever makes it by a template knows its id.
        const id = textOf(params["Id"]) ?? sharedIdOf(kind, name);
        if (plane.find(sharedKindName, nameOf(id)) !== undefined) {
          return refused(`${noun}AlreadyExists`, `One with the name ${name} exists.`);
        }
        const record: SharedRecord = {
          kind,
          id,
          config: said,
          version: 1,
          LastModifiedTime: stampAt(plane),
        };
        const arn = sharedArnOf(kind, id, plane);
        plane.create(
          { kind: sharedKindName, name: nameOf(id), arn, record: plainOf(record) },
          () => ({ id, version: 1 }),
        );
        return respond({
          [noun]: shownOf(record),
          Location: `https://cloudfront.amazonaws.com/2020-05-31/${kind}/${id}`,
          ETag: etagOf(id, 1),
        });
      },
    },
    [`Get${noun}`]: {
      begin(params, plane): Step {
        const managed = managedShown(textOf(params["Id"]) ?? "");
        if (managed !== undefined) return respond({ [noun]: managed, ETag: etagOf(noun, 0) });
        const found = at(params["Id"], plane);
        if (found === undefined) return missing;
        const record = sharedRecordOf(found);
        return respond({ [noun]: shownOf(record), ETag: etagOf(record.id, record.version) });
      },
    },
    [`Update${noun}`]: {
      begin(params, plane): Step {
        if (isManaged(params))
          return refused("IllegalUpdate", "Managed policies stay as they are.");
        const found = at(params["Id"], plane);
        if (found === undefined) return missing;
        const before = sharedRecordOf(found);
        const refusal = againstVersion(params, etagOf(before.id, before.version));
        if (refusal !== null) return refusal;
        const record: SharedRecord = {
          ...before,
          config: objectOf(params[config]),
          version: before.version + 1,
          LastModifiedTime: stampAt(plane),
        };
        const { id, version } = record;
        plane.change(found, { record: plainOf(record), settings: { id, version } });
        settleAll(plane);
        return respond({ [noun]: shownOf(record), ETag: etagOf(record.id, record.version) });
      },
    },
    [`Delete${noun}`]: {
      begin(params, plane): Step {
        if (isManaged(params))
          return refused("IllegalDelete", "Managed policies cannot be deleted.");
        const found = at(params["Id"], plane);
        if (found === undefined) return missing;
        const { id, version } = sharedRecordOf(found);
        const refusal = againstVersion(params, etagOf(id, version));
        if (refusal !== null) return refusal;
        const isUsed = plane
          .list(distributionKindName)
          .some((each) => JSON.stringify(distributionRecordOf(each).config).includes(`"${id}"`));
        if (isUsed) return refused(`${noun}InUse`, "It is attached to a distribution.");
        plane.delete(found, missing);
        return respond();
      },
    },
    [list]: {
      begin(params, plane): Step {
        const { Type } = params;
        const managed = Object.keys(managedOf(kind)).map((id) => managedShown(id)!);
        const own = plane
          .list(sharedKindName)
          .map(sharedRecordOf)
          .filter((each) => each.kind === kind)
          .map(shownOf);
        if (kind === "origin-access-control") {
          const items = own.map(({ Id, [config]: said }) => ({ Id, ...objectOf(said) }));
          return listedAs("OriginAccessControlList", items, params);
        }
        const summary = (type: string) => (each: PlainObject) => ({ Type: type, [noun]: each });
        const all = [
          ...(Type === "custom" ? [] : managed.map(summary("managed"))),
          ...(Type === "managed" ? [] : own.map(summary("custom"))),
        ];
        return listedAs(`${noun}List`, all, params);
      },
    },
  };
}

/** Operations on policies and access controls. */
export const sharedOperations: Operations = {
  ...operationsOn({
    kind: "cache-policy",
    noun: "CachePolicy",
    config: "CachePolicyConfig",
    list: "ListCachePolicies",
  }),
  ...operationsOn({
    kind: "origin-request-policy",
    noun: "OriginRequestPolicy",
    config: "OriginRequestPolicyConfig",
    list: "ListOriginRequestPolicies",
  }),
  ...operationsOn({
    kind: "response-headers-policy",
    noun: "ResponseHeadersPolicy",
    config: "ResponseHeadersPolicyConfig",
    list: "ListResponseHeadersPolicies",
  }),
  ...operationsOn({
    kind: "origin-access-control",
    noun: "OriginAccessControl",
    config: "OriginAccessControlConfig",
    list: "ListOriginAccessControls",
  }),
};
