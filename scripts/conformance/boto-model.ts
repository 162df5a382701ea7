import { services } from "@orrery/aws";
import type { ApiFacts } from "../../packages/aws/src/request/api-facts.ts";
import { ownOf, unpublished } from "../../packages/aws/src/request/api-model.ts";
import { operationNames } from "../../packages/aws/src/request/operation-names.ts";
import { factsOf } from "../models/facts.ts";
import { hasPublished, publishedModel, publishedServices } from "../models/published.ts";

// What boto3 knows of services, of AWS's API models as it does.

const known = new Map<string, ApiFacts>();

/** What AWS's model says of a service: as it is modeled here, as published, or nothing. */
export function modelOf(service: string): ApiFacts {
  let facts = known.get(service);
  if (facts === undefined) known.set(service, (facts = readModel(service)));
  return facts;
}

function readModel(service: string): ApiFacts {
  const modeled = services.find((each) => each.service === service);
  if (modeled !== undefined) return modeled.model.facts;
  if (!hasPublished() || !publishedServices().includes(service)) return unpublished.facts;
  const published = publishedModel(service);
  return factsOf(published, Object.keys(published["service-2"].operations));
}

/** How boto3 spells AWS's `name`, such as `receive_message` for `ReceiveMessage` (botocore, `xform_name`). */
export const pythonName = (name: string): string =>
  name
    .replace(/[A-Z]{2,}s$/, (plural) => `_${plural.toLowerCase()}`)
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase();

/** The operation of AWS that boto3 calls by `name`, such as `ReceiveMessage` of `receive_message`. */
export function operationName(service: string, name: string): string {
  const names = ownOf(operationNames, service)?.trim().split(/\s+/) ?? [];
  return names.find((each) => pythonName(each) === name) ?? capitalized(name);
}

/** As most names of AWS are spelled. */
const capitalized = (name: string): string =>
  name
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
