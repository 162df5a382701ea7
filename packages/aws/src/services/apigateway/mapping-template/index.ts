export { parseJsonPath, readJsonPath, type JsonPath } from "./json-path.ts";
export { parseTemplate } from "./parse-template.ts";
export { renderTemplate } from "./render-template.ts";
export { TemplateError } from "./template-error.ts";
export { variablesFor, type RequestParameters, type TemplateInput } from "./template-variables.ts";
export { plainOf, valueOf, type Value, type VelocityMap } from "./velocity-value.ts";
