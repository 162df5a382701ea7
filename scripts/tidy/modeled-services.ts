import { allKinds, services } from "@orrery/aws";
import type { ServiceNames } from "./service-names.ts";

/** The names of the services that are modeled: kinds of resources, operations, types in templates. */
export const modeledServices = (): readonly ServiceNames[] =>
  services.map((model) => ({
    service: model.service,
    kinds: [...allKinds.keys()].filter((kind) => kind.startsWith(`${model.service}.`)),
    operations: Object.keys(model.operations),
    types: model.templateTypes.map(({ type }) => type),
  }));
