export { parseJsonPath, readJsonPath } from "./json-path.ts";
export { parseTemplate } from "./parse-template.ts";
export { renderTemplate } from "./render-template.ts";
export { TemplateError } from "./template-error.ts";
export { variablesFor } from "./template-variables.ts";
export { plainOf, valueOf, type VelocityMap } from "./velocity-value.ts";
