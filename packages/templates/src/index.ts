export {
  formatLint,
  lintTemplate,
  readTemplate,
  resolveTemplate,
  TemplateError,
  templateOperations,
  type EnvironmentOptions,
  type LintReport,
  type Place,
  type PlannedOperation,
  type Position,
  type PropertyReport,
  type ResolvedResource,
  type ResolvedTemplate,
  type ResolveOptions,
  type ResourceReport,
  type StackEnvironment,
  type TemplateDocument,
  type TemplatePlan,
  type Verdict,
} from "./template/index.ts";
export { readScenario, type ReadScenario, type ScenarioSources } from "./scenario/read-scenario.ts";
export {
  readScenarioDocument,
  type Override,
  type ScenarioDocument,
} from "./scenario/scenario-document.ts";
export { ScenarioError } from "./scenario/scenario-error.ts";
export { scenarioJsonSchema } from "./scenario/scenario-schema.ts";
