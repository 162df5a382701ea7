import { parseCondition } from "./condition-parser.ts";
import { ExpressionFault, type Parsed } from "./syntax.ts";
import { parseProjection, parseUpdate } from "./update-parser.ts";

// Memos of pure functions: programs come back to few texts, and a text is read once.
const mostTexts = 4_096;

/** The same function, which remembers what it made of texts; a fault is one of its results. */
function remembered<Tree>(
  parse: (text: string) => Parsed<Tree>,
): (text: string) => Parsed<Tree> | ExpressionFault {
  const known = new Map<string, Parsed<Tree> | ExpressionFault>();
  return (text) => {
    let parsed = known.get(text);
    if (parsed === undefined) {
      parsed = attempt(parse, text);
      if (known.size === mostTexts) known.clear();
      known.set(text, parsed);
    }
    return parsed;
  };
}

function attempt<Tree>(
  parse: (text: string) => Parsed<Tree>,
  text: string,
): Parsed<Tree> | ExpressionFault {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof ExpressionFault) return error;
    throw error;
  }
}

/** What conditions, updates and projections say, or what AWS has against their texts. */
export const parsedCondition = remembered(parseCondition);
export const parsedUpdate = remembered(parseUpdate);
export const parsedProjection = remembered(parseProjection);
