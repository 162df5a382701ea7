export {
  expandedTemplate,
  formatChanges,
  formatLint,
  isAssembly,
  lintResolved,
  lintTemplate,
  readTemplate,
  resolvedAt,
  resolvedStacks,
  resolveTemplate,
  stackValues,
  resourcePlace,
  templateChanges,
  TemplateError,
  templateOperations,
  type EnvironmentOptions,
  type LintReport,
  type MadeResource,
  type NamedFile,
  type OpenFile,
  type Place,
  type PlannedOperation,
  type Position,
  type PropertyReport,
  type NamedStack,
  type NestedMeaning,
  type ResolvedResource,
  type ResolvedStack,
  type StackChoice,
  type StackOutput,
  type TemplateFiles,
  type ResolvedTemplate,
  type ResolveOptions,
  type ResourceChange,
  type ResourceReport,
  type SamExpansion,
  type StackEnvironment,
  type StackResource,
  type StackValue,
  type StackValues,
  type TemplateChanges,
  type TemplateDocument,
  type TemplatePlan,
  type UpdateAction,
  type Verdict,
} from "./template/index.ts";
export type { MeasurePackage, PackageSize } from "./sam/recipe/package-size.ts";
export type { ArchitectureModule } from "./scenario/architecture.ts";
export { readScenario, type ReadScenario, type ScenarioModules } from "./scenario/read-scenario.ts";
export type { ScenarioSources, SourceFile } from "./scenario/reading.ts";
export {
  readScenarioDocument,
  scenarioDocumentOf,
  type Override,
  type WrittenOverride,
  type ScenarioDocument,
} from "./scenario/scenario-document.ts";
export { stackOf, type StackSettings } from "./scenario/stack-settings.ts";
export {
  idOfReported,
  measureForm,
  readMeasure,
  withIds,
  type MeasureForm,
} from "./scenario/measure.ts";
export { constructPathsIn } from "./template/construct-paths.ts";
export { resourceNamed } from "./scenario/resource-name.ts";
export { checkExpectations, checkMeasure } from "./scenario/expectation-check.ts";
export { withPlaces } from "./scenario/placed-error.ts";
export { ScenarioError } from "./scenario/scenario-error.ts";
export { scenarioJsonSchema } from "./scenario/scenario-schema.ts";
export { valuesIn } from "./scenario/override.ts";
export { unknownName } from "./scenario/wording.ts";
export { scriptsWith, takeHandlers, takeHandlersOf } from "./scenario/handlers.ts";
