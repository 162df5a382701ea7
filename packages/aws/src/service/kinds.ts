import { invariant } from "@orrery/kernel";
import { serviceIn } from "./arn.ts";
import type { ByArn, ResourceKind, World } from "./resource-kind.ts";
import { runCodeOf, type RunCode } from "./run-code.ts";
import type { ScalableDimension } from "./scalable-dimension.ts";
import type { ServiceModel } from "./service-model.ts";
import type { Source } from "./source.ts";

/** The kinds of resources of some services, by the kind of their machines. */
export type Kinds = ReadonlyMap<string, ResourceKind>;

/** The kinds of `services`, with what they know of each other and what they are given. */
export function kindsOf(
  services: readonly ServiceModel[],
  code: Partial<RunCode> = {},
): { readonly kinds: Kinds; readonly world: World } {
  const kinds = new Map<string, ResourceKind>();
  const sources = new Map<string, Source>();
  const scalable = new Map<string, ScalableDimension>();
  const world: World = {
    ...runCodeOf(code),
    entryOf: (kind) => kinds.get(kind)?.entry,
    sources: {
      of: (kind) => kinds.get(kind)?.source,
      in: (service) => sources.get(service),
      missing: (arn) => missingAmong(kinds, arn),
    },
    formOf(kind) {
      const from = kinds.get(kind);
      const form = from?.source?.form ?? from?.brings;
      invariant(form !== undefined, `a batch comes from ${kind}, which brings none`);
      return form;
    },
    scalableOf: (dimension) => scalable.get(dimension),
  };
  for (const kind of services.flatMap((service) => service.kinds(world))) {
    kinds.set(kind.machine.kind, kind);
    if (kind.source !== undefined) sources.set(kind.source.service, kind.source);
    for (const each of kind.scalable ?? []) scalable.set(each.dimension, each);
  }
  return { kinds, world };
}

/** What AWS says where nothing has an ARN and it is to be read; `undefined`: no kind has such ARNs. */
export const missingAmong = (kinds: Kinds, arn: string): string | undefined =>
  [...kinds.values()].find(({ byArn }) => nameBy(byArn, arn) !== undefined)?.byArn?.unread?.(arn);

/** The name of the resource of a kind that an ARN is of; `undefined`: it is of none. */
export const nameBy = (byArn: ByArn | undefined, arn: string): string | undefined =>
  byArn !== undefined && byArn.service === serviceIn(arn) ? byArn.nameIn(arn) : undefined;
