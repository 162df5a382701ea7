import type { TemplateType } from "../../service/template-type.ts";
export const cloudfrontTemplateTypes: readonly TemplateType[] = [];
