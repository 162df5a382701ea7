import { createHash } from "node:crypto";
import type { ApiFacts } from "../../packages/aws/src/request/api-facts.ts";
import { packed } from "./packed.ts";

/** Bytes that a generated model may have: that of Lambda, with nearly all of its operations, is the largest. */
export const mostBytes = 36 * 1_024;

/** The text of a service's `model.ts`. */
export function modelFile(service: string, version: string, facts: ApiFacts): string {
  const text = written(facts);
  return `// Written by \`npm run models\` from AWS's API model of ${service} (botocore ${version}): do not edit.
// sha256 of the facts: ${hashOf(text)}
import { ApiModel } from "../../request/api-model.ts";

/** What AWS publishes about those operations of ${service} that are modeled. */
export const ${nameOf(service)}Model = new ApiModel(String.raw\`
${text}
\`);
`;
}

/** What is wrong with the text of a `model.ts`: somebody wrote on it, or it is too large. */
export function problemsOf(text: string): readonly string[] {
  const hash = /^\/\/ sha256 of the facts: ([0-9a-f]{64})$/m.exec(text)?.[1];
  const facts = /String\.raw`\n([^`]*)\n`\);\n$/.exec(text)?.[1];
  const bytes = Buffer.byteLength(text);
  return [
    ...(facts === undefined ? ["has no facts"] : []),
    ...(facts !== undefined && hashOf(facts) !== hash ? ["is not what its hash says"] : []),
    ...(bytes > mostBytes ? [`has ${bytes} bytes, ${mostBytes} are allowed`] : []),
  ];
}

/** Such as `applicationAutoscaling` of `application-autoscaling`. */
const nameOf = (service: string): string =>
  service.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

const isRecord = (part: unknown): part is Readonly<Record<string, unknown>> =>
  typeof part === "object";

/** JSON that may lie in a raw template, a line for each operation, shape, error and waiter. */
function written(facts: ApiFacts): string {
  const parts = Object.entries(packed(facts)).map(([name, part]) => {
    if (!isRecord(part)) return `"${name}": ${JSON.stringify(part)}`;
    const lines = Object.entries(part).map(
      ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    );
    return `"${name}": {\n${lines.join(",\n")}\n}`;
  });
  return `{\n${parts.join(",\n")}\n}`.replaceAll("`", "\\u0060").replaceAll("${", "\\u0024{");
}
