import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "./declarations.ts";

/** The rules of CloudFront Functions that are followed. */
export const functionRules: readonly Rule<FunctionSettings>[] = [];
