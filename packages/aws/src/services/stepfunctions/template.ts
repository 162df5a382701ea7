import { templateTypes } from "../../service/template-type.ts";
import facts from "./resource-types.json" with { type: "json" };

/** What templates may have of Step Functions. */
export const stepfunctionsTemplateTypes = templateTypes(facts, []);
