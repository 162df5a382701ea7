export type { MadeResource, SamExpansion } from "../sam/expansion.ts";
export {
  formatChanges,
  templateChanges,
  type ResourceChange,
  type TemplateChanges,
  type TemplateText,
  type UpdateAction,
} from "./changes.ts";
export { readTemplate, type TemplateDocument } from "./document.ts";
export type { EnvironmentOptions, StackEnvironment } from "./environment.ts";
export { TemplateError, type Place, type Position } from "./error.ts";
export { expandedTemplate } from "./expanded-template.ts";
export type { NamedFile, OpenFile } from "./includes.ts";
export { formatLint, lintTemplate, type LintReport } from "./lint.ts";
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
export { resolveTemplate } from "./resolve.ts";
export type { ResolvedResource, ResolvedTemplate } from "./resolved.ts";
export {
  stackValues,
  type StackResource,
  type StackValue,
  type StackValues,
} from "./stack-values.ts";
