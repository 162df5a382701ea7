import { operationNames } from "./operation-names.ts";
import { serviceNames } from "./service-names.ts";

// Memos of pure functions: most runs name nothing that is not modeled.
let services: readonly string[] | null = null;
const operations = new Map<string, readonly string[]>();

/** Names of AWS's services, as boto3 and the command line, AWS's SDK, and policies have them. */
export const servicesNamed = (): readonly string[] => (services ??= wordsOf(serviceNames));

/** Whether AWS has a service of this name. */
export const isServiceName = (name: string): boolean => servicesNamed().includes(name);

/** The operations that AWS has of a service, modeled or not; `null` where that is not known. */
export function operationsOf(service: string): readonly string[] | null {
  if (!Object.hasOwn(operationNames, service)) return null;
  let names = operations.get(service);
  if (names === undefined) {
    names = wordsOf(operationNames[service]!);
    operations.set(service, names);
  }
  return names;
}

const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/);
