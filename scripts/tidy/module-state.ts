/** Packages whose modules may be loaded once for many simulations, sources alone. */
const isLookedAt = (path: string): boolean =>
  /^packages\/(?:kernel|aws|templates|orrery|cli)\/src\//.test(path) && !path.endsWith(".test.ts");

/** What a module may write on after it was loaded: a variable, or something to collect in that begins empty. */
const written =
  /^(?:export )?(?:let |const \w+(?:: (?!Readonly)[^=]*)? = new (?:Weak)?(?:Map|Set)(?:<.*>)?\(\);)/;

/** Words that say why one simulation sees nothing of another there. */
const reasons = /\b(?:memos?|likewise|for the length of|read at once)\b/i;

/**
 * States of modules of which no comment says that they are a memo of a pure function, or hold something for the length
 * of a call: in others one simulation may see what another left.
 */
export function unexplainedState(path: string, text: string): readonly string[] {
  if (!isLookedAt(path)) return [];
  return text.split(/\n\s*\n/).flatMap((block) => {
    const lines = block.split("\n");
    const comments = lines.filter((line) => /^(?:\/\/|\/?\*| \*)/.test(line));
    if (comments.some((line) => reasons.test(line))) return [];
    return lines
      .filter((line) => written.test(line))
      .map(
        (line) =>
          `${path}: state of a module is banned, give it to the run (RunCode), or say above that it is a memo of a pure function: ${line}`,
      );
  });
}
