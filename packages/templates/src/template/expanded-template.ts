import { stringify } from "yaml";
import { plainOf } from "./node.ts";
import type { ResolvedTemplate } from "./resolved.ts";

/**
 * The templates of CloudFormation that templates of SAM become, as YAML; one without types of SAM stays what it
 * is, its loops written out. Of several stacks each is a document, under its name and its file.
 */
export const expandedTemplate = ({ stacks }: ResolvedTemplate): string =>
  stacks
    .map(({ root, environment, file }) => {
      const head = stacks.length === 1 ? "" : `---\n# ${environment.stackName}: ${file}\n`;
      // Aliases would be hard to read, and long lines are not folded: they are often text of scripts.
      const text = stringify(plainOf(root), { aliasDuplicateObjects: false, lineWidth: 0 });
      return head + text;
    })
    .join("");
