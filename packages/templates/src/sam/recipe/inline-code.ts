import { childOf, textOf } from "../../template/node.ts";
import type { ResolvedResource } from "../../template/resolved.ts";

/**
 * What is wrong with code that a template has in itself: it is for Node.js and Python, one file that is called
 * `index`, and of Node.js a CommonJS module.
 *
 * Source: AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html, read 2026-11.
 */
export function inlineCodeFindings(resources: readonly ResolvedResource[]): readonly string[] {
  return resources.flatMap(({ type, logicalId, properties }) => {
    const code = textOf(childOf(childOf(properties, "Code"), "ZipFile"));
    if (type !== "AWS::Lambda::Function" || code === undefined) return [];
    const runtime = textOf(childOf(properties, "Runtime")) ?? "none";
    const handler = textOf(childOf(properties, "Handler")) ?? "none";
    const ending = runtime.startsWith("nodejs") ? "js" : runtime.startsWith("python") ? "py" : null;
    if (ending === null) {
      return [
        `${logicalId}.Code.ZipFile: Lambda refuses it: inline code is for Node.js and Python, and the runtime is ${runtime}.`,
      ];
    }
    const findings: string[] = [];
    if (handler.slice(0, handler.lastIndexOf(".")) !== "index") {
      findings.push(
        `${logicalId}.Handler: inline code is the file index.${ending}, so that ${handler} is not found: it must begin with index.`,
      );
    }
    if (ending === "js" && /^\s*(?:import\s[^(]*["']|export\s)/m.test(code)) {
      findings.push(
        `${logicalId}.Code.ZipFile: inline code of Node.js is a CommonJS module: import and export fail when it starts.`,
      );
    }
    return findings;
  });
}
