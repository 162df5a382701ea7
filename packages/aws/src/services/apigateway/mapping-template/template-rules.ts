import { guide, hasRoute, read, recorded, renderings, type RestRule } from "../rule-sources.ts";

const hasTemplates = hasRoute(
  ({ integration }) =>
    Object.keys(integration.templates).length > 0 ||
    integration.responses.some(({ templates }) => Object.keys(templates).length > 0),
);

/** Mapping templates: the language, its variables, its limits. */
export const templateRules: readonly RestRule[] = [
  {
    id: "apigateway.template.absent",
    status: "measured",
    source: renderings,
    date: "2024-10",
    text: "What is not there renders as an empty text, and is true where a condition asks for it; false alone is false.",
    when: hasTemplates,
  },
  {
    id: "apigateway.template.language",
    status: "measured",
    source: renderings,
    date: "2024-10",
    text: "Templates are those of Velocity 1.7: #set, #if, #foreach, #define, #macro, #stop, arithmetic, comparisons and methods of Java, with a directive taking the rest of its line.",
    when: hasTemplates,
  },
  {
    id: "apigateway.template.escapes",
    status: "measured",
    source: renderings,
    date: "2024-10",
    text: "A backslash before a reference or a directive makes text of it, two make one; before anything else it is text. A quote in a text is written twice.",
    when: hasTemplates,
  },
  {
    id: "apigateway.template.input",
    status: "measured",
    source: `${guide("api-gateway-mapping-template-reference")}; ${recorded}`,
    date: read,
    text: "$input has the body as a text, {} where it is empty, and by a path of JSON as JSON or as a value; $input.params finds a parameter in the path, the query and the headers, in this order.",
    when: hasTemplates,
    semantics: [
      "api-gateway §8.3 $input.body",
      "api-gateway §8.3 $input.json(p)",
      "api-gateway §8.3 $input.path(p)",
      "api-gateway §8.3 $input.params()",
      "api-gateway §8.3 $input.params(n)",
    ],
  },
  {
    id: "apigateway.template.util",
    status: "measured",
    source: `${guide("api-gateway-mapping-template-reference")}; ${recorded}`,
    date: read,
    text: "$util escapes for JavaScript, parses JSON, and encodes and decodes URLs and base64; to escape nothing gives null, and a blank text {}.",
    when: hasTemplates,
    semantics: [
      "api-gateway §8.3 $util.escapeJavaScript(s)",
      "api-gateway §8.3 $util.parseJson(s)",
      "api-gateway §8.3 $util.urlEncode / urlDecode",
      "api-gateway §8.3 $util.base64Encode / base64Decode",
    ],
  },
  {
    id: "apigateway.template.context",
    status: "documented",
    source: guide("api-gateway-mapping-template-reference"),
    date: read,
    text: "$context has what is known of the request, $stageVariables the variables of the stage.",
    when: hasTemplates,
    semantics: [
      "api-gateway §8.3 $stageVariables.x, $stageVariables['x'], ${stageVariables['x']}",
      "api-gateway §8.3 $context.*",
    ],
  },
  {
    id: "apigateway.template.limits",
    status: "documented",
    source: guide("limits"),
    date: read,
    text: "A loop goes round 1,000 times at most, and a template has 300 KB at most.",
    when: hasTemplates,
    semantics: ["api-gateway §0 vtl.foreachIterations", "api-gateway §0 vtl.templateSize"],
  },
];
