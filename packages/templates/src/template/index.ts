export type { MadeResource, SamExpansion } from "../sam/expansion.ts";
export {
  formatChanges,
  templateChanges,
  type ResourceChange,
  type TemplateChanges,
  type UpdateAction,
} from "./changes.ts";
export { readTemplate, type TemplateDocument } from "./document.ts";
export type { EnvironmentOptions, StackEnvironment } from "./environment.ts";
export { TemplateError, type Place, type Position } from "./error.ts";
export { expandedTemplate } from "./expanded-template.ts";
export type { NamedFile, OpenFile } from "./includes.ts";
export { formatLint, lintResolved, lintTemplate, type LintReport } from "./lint.ts";
export { templateOperations } from "./plan.ts";
export type {
  PlannedOperation,
  PropertyReport,
  ResourceReport,
  TemplatePlan,
  Verdict,
} from "./planned.ts";
export { resourcePlace } from "./resource-place.ts";
export type { ResolveOptions } from "./resolution.ts";
export { resolveTemplate } from "./stacks.ts";
export type {
  NestedMeaning,
  ResolvedResource,
  ResolvedStack,
  ResolvedTemplate,
  StackOutput,
} from "./resolved.ts";
export { resolvedAt, resolvedStacks, type NamedStack, type StackChoice } from "./stack-set.ts";
export { isAssembly, type TemplateFiles } from "./assembly.ts";
export {
  stackValues,
  type StackResource,
  type StackValue,
  type StackValues,
} from "./stack-values.ts";
