import type { Plain } from "@orrery/kernel";
import {
  parseTemplate,
  renderTemplate,
  TemplateError,
  valueOf,
} from "../../../packages/aws/src/services/apigateway/mapping-template/index.ts";
import { failed, passed, type CaseFile, type Outcome } from "../outcome.ts";
import { isObject, memberOf, show, type Value } from "../value.ts";

/** Mapping templates as API Gateway rendered them; white space is compared where the recording kept it. */
export const mappingTemplates: CaseFile = {
  name: "vtl_apigateway",
  isComplete: true,
  run({ input, expected }): Outcome {
    const wanted = memberOf(expected, "apiGateway");
    const given = isObject(input.context) ? Object.entries(input.context) : [];
    const variables = new Map(given.map(([name, value]) => [name, valueOf(value as Plain)])); // Of a file of JSON.
    try {
      const rendered = renderTemplate(parseTemplate(String(input.template)), variables);
      if (isSame(wanted, rendered)) return passed;
      return failed(`renders ${show(wanted)}: received ${show(rendered)}`);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return failed(`renders ${show(wanted)}: ${error.message}`);
    }
  },
};

/** What was rendered as JSON was kept as a value. */
function isSame(wanted: Value, rendered: string): boolean {
  if (typeof wanted === "string") return inOneLine(wanted) === inOneLine(rendered);
  try {
    return JSON.stringify(JSON.parse(rendered)) === JSON.stringify(wanted);
  } catch {
    return false;
  }
}

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
