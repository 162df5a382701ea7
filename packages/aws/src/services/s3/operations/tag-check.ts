import { textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import { s3Limits } from "../limits.ts";

const invalidTag = (message: string, details: PlainObject = {}): Refused =>
  refused("InvalidTag", message, details);

/** What is wrong with tags; `null` for nothing. */
export function againstTags(tags: readonly PlainObject[], most: number): Refused | null {
  if (tags.length > most) {
    return refused("BadRequest", `Object tags cannot be greater than ${most}`);
  }
  const seen = new Set<string>();
  for (const { Key, Value } of tags) {
    const [key, value] = [textOf(Key) ?? "", textOf(Value) ?? ""];
    if (seen.has(key)) {
      return invalidTag("Cannot provide multiple Tags with the same key", { TagKey: key });
    }
    seen.add(key);
    if (key.startsWith("aws:")) {
      return invalidTag("System tags cannot be added/updated by requester", { TagKey: key });
    }
    if (key === "" || key.length > s3Limits.tagKey || !allowed.test(key)) {
      return invalidTag("The TagKey you have provided is invalid", { TagKey: key });
    }
    if (value.length > s3Limits.tagValue || !allowed.test(value)) {
      return invalidTag("The TagValue you have provided is invalid", {
        TagKey: key,
        TagValue: value,
      });
    }
  }
  return null;
}

const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
