/**
 * Whether a string begins or ends so. AWS's matcher compares it in its quotation marks, so that a
 * prefix may end in the closing one, and a suffix begin with the opening one.
 */
export function affixTest(text: string, side: "prefix" | "suffix"): (value: string) => boolean {
  if (side === "prefix") {
    const whole = text.endsWith('"') ? text.slice(0, -1) : undefined;
    return (value) => value.startsWith(text) || value === whole;
  }
  const whole = text.startsWith('"') ? text.slice(1) : undefined;
  return (value) => value.endsWith(text) || value === whole;
}
