import { invariant } from "@orrery/kernel";
import type { ResourceKind, World } from "./resource-kind.ts";
import type { Scripts } from "./script.ts";
import type { ServiceModel } from "./service-model.ts";
import type { Source } from "./source.ts";

/** The kinds of resources of some services, by the kind of their machines. */
export type Kinds = ReadonlyMap<string, ResourceKind>;

/** The kinds of `services`, whose functions may do what `scripts` say; with what they know of each other. */
export function kindsOf(
  services: readonly ServiceModel[],
  scripts: Scripts,
): { readonly kinds: Kinds; readonly world: World } {
  const kinds = new Map<string, ResourceKind>();
  const sources = new Map<string, Source>();
  const world: World = {
    scripts,
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
  };
  for (const kind of services.flatMap((service) => service.kinds(world))) {
    kinds.set(kind.machine.kind, kind);
    if (kind.source !== undefined) sources.set(kind.source.service, kind.source);
  }
  return { kinds, world };
}

/** What AWS says where nothing has an ARN and it is to be read; `undefined`: no kind has such ARNs. */
export const missingAmong = (kinds: Kinds, arn: string): string | undefined =>
  [...kinds.values()].find(({ byArn }) => byArn?.nameIn(arn) !== undefined)?.byArn?.unread?.(arn);
