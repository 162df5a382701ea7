import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource, ResourceFinder } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { changeClaim } from "../operations/account-resource.ts";
import { plain, recordOf, settingsOf } from "../operations/function-record.ts";
import {
  aliasesOf,
  aliasKindName,
  aliasRecordOf,
  qualifiedResource,
  versionsOf,
} from "../versions/version-record.ts";

/** The provisioned concurrency that a version or an alias was given. Plain data. */
export interface ProvisionedRequest {
  readonly requested: number;
  /** As Lambda writes it. */
  readonly lastModified: string;
}

/** What a version or an alias was given; `null`: nothing. */
export const provisionedOf = ({ record }: Resource): ProvisionedRequest | null =>
  (record["provisioned"] ?? null) as unknown as ProvisionedRequest | null; // Made by `setProvisioned`.

/** All that the versions and aliases of a function were given. */
export const provisionedTotalOf = (fn: Resource, plane: ControlPlane): number =>
  [...versionsOf(fn, plane), ...aliasesOf(fn, plane)].reduce(
    (sum, each) => sum + (provisionedOf(each)?.requested ?? 0),
    0,
  );

/** The versions behind an alias, each with its share of what the alias has; a version itself has all of it. */
export function versionsOfAlias(
  target: Resource,
  fn: Resource,
  plane: ResourceFinder,
): readonly { readonly version: Resource; readonly count: number }[] {
  const requested = provisionedOf(target)?.requested ?? 0;
  if (target.kind !== aliasKindName) return [{ version: target, count: requested }];
  const { version, additional } = aliasRecordOf(target);
  const at = (qualifier: string) => qualifiedResource(fn, qualifier, plane)!; // Aliases keep their versions.
  const moved = additional === null ? 0 : Math.round(requested * additional.weight);
  const first = { version: at(version), count: requested - moved };
  return additional === null ? [first] : [first, { version: at(additional.version), count: moved }];
}

/** Gives a version or an alias provisioned concurrency, or takes it away. */
export function setProvisioned(
  fn: Resource,
  target: Resource,
  config: ProvisionedRequest | null,
  plane: ControlPlane,
): void {
  const record: PlainObject = {
    ...target.record,
    provisioned: config as unknown as PlainObject | null,
  };
  plane.change(target, { record });
  followProvisioned(fn, plane);
}

/** Gives each version of a function what is its own by now, and the account what all of them claim. */
export function followProvisioned(fn: Resource, plane: ControlPlane): void {
  const counts = new Map<number, number>();
  for (const target of [...versionsOf(fn, plane), ...aliasesOf(fn, plane)]) {
    if (provisionedOf(target) === null) continue;
    for (const { version, count } of versionsOfAlias(target, fn, plane)) {
      counts.set(version.number, (counts.get(version.number) ?? 0) + count);
    }
  }
  const present = plane.findByNumber(fn.number)!; // It is there, and may have changed in this call.
  changeClaim(present, { provisionedTotal: provisionedTotalOf(fn, plane) }, plane);
  for (const version of versionsOf(fn, plane)) {
    const record = recordOf(version);
    const provisionedHere = counts.get(version.number) ?? null;
    if (record.provisionedHere === provisionedHere) continue;
    const changed = { ...record, provisionedHere };
    plane.change(version, {
      record: plain(changed),
      settings: settingsOf(changed, version.number, plane),
    });
  }
}
