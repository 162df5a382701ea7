import { assumedDigest, entityTagOf, type Measured } from "./content.ts";
import type { ObjectTraits } from "./object-traits.ts";

/**
 * The entity tag of an object, without quotes: of what is encrypted by keys of KMS or of the client's it is no MD5 of the
 * content, and differs from object to object.
 */
export function tagOf(
  version: Measured & { readonly traits: ObjectTraits; readonly number: number },
): string {
  const { algorithm } = version.traits.encryption;
  if (algorithm === "AES256") return entityTagOf(version);
  return assumedDigest(version.number, algorithm ?? "customer");
}
