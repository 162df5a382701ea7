import { base64Of, ConfigError, shownValue } from "@orrery/kernel";
import { writeJson } from "../text/json.ts";
import { utf8Of } from "../text/utf8.ts";

/** What a call takes for a resource: its construct, or what AWS calls it. */
export function namedBy<Member extends string>(
  target: string | Readonly<Record<Member, string>>,
  member: Member,
): string {
  const name: unknown = typeof target === "string" ? target : target[member];
  if (typeof name === "string") return name;
  throw new ConfigError(
    "target of a call",
    `a text, or a construct with ${member}`,
    shownValue(target),
  );
}

/** A text as it is, and any other value as JSON. */
export const textOf = (body: unknown): string => (typeof body === "string" ? body : jsonOf(body));

/** The bytes of a text, or of any other value as JSON, in base64. */
export const bytesOf = (body: unknown): string => base64Of(utf8Of(textOf(body)));

/** Any value as JSON. */
export const jsonOf = (value: unknown): string => writeJson("body of a call", value);
