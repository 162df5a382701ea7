import { stringify } from "yaml";
import { readTemplate } from "./document.ts";
import { plainOf } from "./node.ts";
import { openResolution, type ResolveOptions } from "./resolution.ts";

/**
 * The template of CloudFormation that a template of SAM becomes, as YAML; one without types of SAM stays what
 * it is, its loops written out.
 *
 * @throws TemplateError where CloudFormation or SAM would refuse the template.
 */
export function expandedTemplate(text: string, file: string, options: ResolveOptions = {}): string {
  const { root } = openResolution(readTemplate(text, file), options, () => undefined);
  // Aliases would be hard to read, and long lines are not folded: they are often text of scripts.
  return stringify(plainOf(root), { aliasDuplicateObjects: false, lineWidth: 0 });
}
